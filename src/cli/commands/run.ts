/** `ixlab run FILE`: simulates an experiment in this process, without any service. */
import { Command } from "commander";
import { answerSystems } from "../../experiment/answer.ts";
import type { Definition } from "../../experiment/definition.ts";
import { measuredPoints, outcomeOf } from "../../experiment/outcome.ts";
import { type PlotKind, plotKind } from "../../experiment/plot-kind.ts";
import { answerTable } from "../answer-table.ts";
import { readDefinitionFile } from "../definition-file.ts";
import { plotsOf, writePlots } from "../plot-file.ts";
import { patternTable } from "../pattern-table.ts";
import { pointsTable } from "../points-table.ts";
import { scanTable } from "../scan-table.ts";
import { simulateExperiment } from "../simulate-experiment.ts";

interface RunOptions {
  readonly json?: boolean;
  readonly output?: string;
  readonly theme: "light" | "dark";
}

export function runCommand(): Command {
  return new Command("run")
    .description("simulate an experiment in this process, without any service")
    .argument("<file>", "definition in YAML or JSON; - reads standard input")
    .option("--json", "print the outcome as one JSON document (docs/OUTCOME.md)")
    .option(
      "-o, --output <file.svg>",
      "write the plot, or several as <file>-1.svg, ...: latency, throughput, power, or what changed with time",
    )
    .option("--theme <theme>", "theme of the plot: light or dark", "light")
    .addHelpText("after", "\nExample:\n  ixlab run experiments/quickstart.yaml -o quickstart.svg")
    .action(run);
}

async function run(file: string, options: RunOptions): Promise<void> {
  const { definition } = readDefinitionFile(file);
  const { expansion, records } = await simulateExperiment(definition);
  const outcome = outcomeOf(expansion, records);
  const points = measuredPoints(expansion, records);
  if (options.output !== undefined) {
    const plots = plotsOf(expansion, points);
    const files = writePlots(options.output, plots, options.theme);
    process.stderr.write(`${plotText(files)}\n`);
  }
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify(outcome, null, 1)}\n`);
    return;
  }
  process.stdout.write(`${tablesOf(definition, points).join("\n")}\ndigest ${outcome.digest}\n`);
}

function plotText(files: readonly string[]): string {
  if (files.length === 0) return "plot: none, a closed loop in which nothing varies";
  if (files.length === 1) return `plot: ${files[0]}`;
  return `plots: ${files[0]} to ${files.at(-1)}`;
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
