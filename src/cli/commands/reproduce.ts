/** `ixlab reproduce`: simulates every figure of a suite and sets it beside the published values. */
import { Command } from "commander";
import path from "node:path";
import { readConfig } from "../../config.ts";
import { keepScoreboard } from "../../launch/keep-scoreboard.ts";
import { DEFAULT_SUITE, SUITES } from "../../scoreboard/registry.ts";
import { scoreboardOf } from "../../scoreboard/scoreboard.ts";
import { EXIT, ExitError } from "../exit.ts";
import { cloneCommit, programVersion, publishedRows } from "../package-files.ts";
import { chosenFigures, chosenSuite, loadPresets } from "../reproduce/load-suite.ts";
import { scoreboardText } from "../reproduce/scoreboard-table.ts";
import { simulateSuite } from "../reproduce/simulate-suite.ts";
import { writeFigures } from "../reproduce/write-figures.ts";
import { say } from "../service.ts";

interface ReproduceOptions {
  readonly json?: boolean;
  readonly figure?: readonly string[];
  readonly threads?: number;
  readonly out?: string;
  readonly draft?: boolean;
  readonly store?: boolean;
}

const MAX_THREADS = 256;

function threadCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= MAX_THREADS) return count;
  throw new ExitError(EXIT.usage, `ixlab: --threads is a whole number from 1 to ${MAX_THREADS}`);
}

const suiteText = ({ id, title, source }: (typeof SUITES)[number]): string =>
  `${id} (${title}: ${source})`;

export function reproduceCommand(): Command {
  return new Command("reproduce")
    .summary("simulate the figures of a paper beside the published ones")
    .description("simulate the figures of a paper and set them beside the published values")
    .argument("[suite]", `which: ${SUITES.map(suiteText).join("; ")}`, DEFAULT_SUITE)
    .option("--json", "print the scoreboard as one JSON document")
    .option("--figure <figure...>", 'only these, such as 3a 4 or "Table 2"')
    .option("--threads <n>", "simulations at a time (default: number of cores)", threadCount)
    .option("--out <folder>", "where figures are written (default: out/<suite>)")
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
  ixlab reproduce osdi14 --json > osdi14.json
  ixlab reproduce socc15                   the control plane and its savings
  ixlab reproduce seed                     four claims of the beginning`,
    )
    .action(reproduce);
}

async function reproduce(name: string, options: ReproduceOptions): Promise<void> {
  const suite = chosenSuite(name);
  const figures = chosenFigures(suite, options.figure ?? []);
  const presets = loadPresets(figures, options.draft === true);
  const measured = await simulateSuite(presets, `reproducing ${suite.id}`, options.threads);
  const published = [...publishedRows().values()];
  const board = scoreboardOf(suite, published, measured);
  const drawings = figures.flatMap((figure) => suite.draw(figure, measured, published));
  const files = writeFigures(options.out ?? path.join("out", suite.id), suite, drawings, board);
  if (options.json === true) process.stdout.write(`${JSON.stringify(board, null, 1)}\n`);
  else process.stdout.write(`${scoreboardText(board)}\n`);
  say(`\nwritten:\n${files.map((file) => `  ${file}`).join("\n")}`);
  if (options.store !== true) return;
  const about = { programVersion: programVersion(), commit: cloneCommit() };
  await keepScoreboard(readConfig(), { board, drawings, ...about }, say);
  say("stored; the dashboard shows it under Scoreboard");
}
