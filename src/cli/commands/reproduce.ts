/** `ixlab reproduce`: simulates every figure of the IX paper and sets it beside the published one. */
import { Command } from "commander";
import path from "node:path";
import { readConfig } from "../../config.ts";
import { keepScoreboard } from "../../launch/keep-scoreboard.ts";
import { drawFigure } from "../../scoreboard/figure-drawing.ts";
import { rowsOfSuite } from "../../scoreboard/published.ts";
import { scoreboardOf } from "../../scoreboard/scoreboard.ts";
import { SUITE } from "../../scoreboard/suite.ts";
import { EXIT, ExitError } from "../exit.ts";
import { cloneCommit, programVersion, publishedRows } from "../package-files.ts";
import { chosenFigures, loadPresets } from "../reproduce/load-suite.ts";
import { scoreboardText } from "../reproduce/scoreboard-table.ts";
import { simulateSuite } from "../reproduce/simulate-suite.ts";
import { writeFigures } from "../reproduce/write-figures.ts";
import { say } from "../service.ts";

interface ReproduceOptions {
  readonly json?: boolean;
  readonly figure?: readonly string[];
  readonly threads?: number;
  readonly out: string;
  readonly draft?: boolean;
  readonly store?: boolean;
}

const MAX_THREADS = 256;

function threadCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= MAX_THREADS) return count;
  throw new ExitError(EXIT.usage, `ixlab: --threads is a whole number from 1 to ${MAX_THREADS}`);
}

export function reproduceCommand(): Command {
  return new Command("reproduce")
    .description("simulate the figures of a paper and set them beside the published values")
    .argument("[suite]", "which paper: osdi14 (Belay et al., OSDI 2014)", SUITE)
    .option("--json", "print the scoreboard as one JSON document")
    .option("--figure <figure...>", 'only these, such as 3a 4 or "Table 2"')
    .option("--threads <n>", "simulations at a time (default: number of cores)", threadCount)
    .option("--out <folder>", "where figures are written", path.join("out", SUITE))
    .option("--draft", "tiny windows: seconds instead of minutes, and noise instead of numbers")
    .option(
      "--store",
      "keep the scoreboard in the service's database, for its dashboard and GraphQL",
    )
    .addHelpText(
      "after",
      `
Examples:
  ixlab reproduce                          all figures, tables and SVGs
  ixlab reproduce --figure 3a 4            two of them
  ixlab reproduce osdi14 --json > osdi14.json`,
    )
    .action(reproduce);
}

async function reproduce(suite: string, options: ReproduceOptions): Promise<void> {
  if (suite !== SUITE) {
    throw new ExitError(EXIT.usage, `ixlab: there is no suite "${suite}"; known: ${SUITE}`);
  }
  const figures = chosenFigures(options.figure ?? []);
  const presets = loadPresets(figures, options.draft === true);
  const measured = await simulateSuite(presets, `reproducing ${SUITE}`, options.threads);
  const published = rowsOfSuite([...publishedRows().values()], SUITE);
  const board = scoreboardOf(published, measured);
  const drawings = figures.map((figure) => drawFigure(figure, measured, published));
  const files = writeFigures(options.out, drawings, board);
  if (options.json === true) process.stdout.write(`${JSON.stringify(board, null, 1)}\n`);
  else process.stdout.write(`${scoreboardText(board)}\n`);
  say(`\nwritten:\n${files.map((file) => `  ${file}`).join("\n")}`);
  if (options.store !== true) return;
  const about = { programVersion: programVersion(), commit: cloneCommit() };
  await keepScoreboard(readConfig(), { board, drawings, ...about }, say);
  say("stored; the dashboard shows it under Scoreboard");
}
