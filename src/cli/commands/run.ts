/** `ixlab run FILE`: simulates an experiment in this process, without any service. */
import { Command } from "commander";
import { answerSystems } from "../../experiment/answer.ts";
import type { Definition } from "../../experiment/definition.ts";
import { measuredPoints, outcomeOf } from "../../experiment/outcome.ts";
import { type PlotKind, plotKind } from "../../experiment/plot-kind.ts";
import { answerTable } from "../answer-table.ts";
import {
  DEFINITION_ARGUMENT,
  readDefinitionFile,
  type SetOption,
  withSetOption,
} from "../definition-file.ts";
import { EXIT, ExitError } from "../exit.ts";
import { plotsOf } from "../experiment-plot.ts";
import { patternTable } from "../pattern-table.ts";
import {
  drawPlots,
  type PictureOptions,
  pictureProblems,
  withPictureOptions,
  writePictures,
} from "../picture.ts";
import { pointsTable } from "../points-table.ts";
import { scanTable } from "../scan-table.ts";
import { simulateExperiment } from "../simulate-experiment.ts";

interface RunOptions extends SetOption, PictureOptions {
  readonly json?: boolean;
}

export function runCommand(): Command {
  return withPictureOptions(withSetOption(new Command("run")))
    .description("simulate an experiment in this process, without any service")
    .argument("<file>", DEFINITION_ARGUMENT)
    .option("--json", "print the outcome as one JSON document (docs/OUTCOME.md)")
    .addHelpText(
      "after",
      `
Examples:
  ixlab run experiments/quickstart.yaml -o quickstart.svg
  ixlab run preset:osdi14/fig4-connections --set replications=1`,
    )
    .action(run);
}

async function run(file: string, options: RunOptions): Promise<void> {
  const wrong = pictureProblems(options);
  if (wrong.length > 0) throw new ExitError(EXIT.usage, `ixlab: ${wrong.join("; ")}`);
  const { definition } = readDefinitionFile(file, options);
  const { expansion, records } = await simulateExperiment(definition);
  const outcome = outcomeOf(expansion, records);
  const points = measuredPoints(expansion, records);
  if (options.output !== undefined) {
    await writePictures(options.output, drawPlots(plotsOf(expansion, points), options.theme));
  }
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify(outcome, null, 1)}\n`);
    return;
  }
  process.stdout.write(`${tablesOf(definition, points).join("\n")}\ndigest ${outcome.digest}\n`);
}

/** What is printed: answers of loads, of scans and of load patterns have different questions. */
function tablesOf(
  definition: Definition,
  points: ReturnType<typeof measuredPoints>,
): readonly string[] {
  const answers = answerSystems(definition, points);
  const drawnAs = (kind: PlotKind) => answers.filter(({ system }) => plotKind(system) === kind);
  const rows = [...drawnAs("latency-throughput"), ...drawnAs("metric-against-axis")].map(
    (answer) => ({
      ...answer,
      name: answer.label,
      dataplane: answer.system.dataplane.kind,
      cores: new Set(answer.system.hardwareThreads.map((t) => t >> 1)).size,
    }),
  );
  const steady = points.filter(({ point }) => point.system.loadPattern === undefined);
  const moving = points.filter(({ point }) => plotKind(point.system) === "pattern-stack");
  const scans = drawnAs("power-load");
  return [
    // A family of points is the answer itself where axes vary; with loads alone the curve is in the plot.
    ...(definition.axes !== undefined && steady.length > 0 ? [pointsTable(steady)] : []),
    ...(rows.length === 0 ? [] : [answerTable(rows, () => undefined)]),
    ...(scans.length === 0 ? [] : [scanTable(scans)]),
    ...(moving.length === 0 ? [] : [patternTable(moving, definition.slo)]),
  ];
}
