/** `ixlab run FILE`: simulates an experiment in this process, without any service. */
import { Command } from "commander";
import { answerSystems } from "../../experiment/answer.ts";
import { measuredPoints, outcomeOf } from "../../experiment/outcome.ts";
import { answerTable } from "../answer-table.ts";
import { readDefinitionFile } from "../definition-file.ts";
import { plotOf, writePlot } from "../plot-file.ts";
import { pointsTable } from "../points-table.ts";
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
      "write the plot: latency and throughput, or throughput and axis",
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
    const plot = plotOf(expansion, points);
    if (plot !== undefined) writePlot(options.output, plot, options.theme);
    const shown =
      plot === undefined ? "none: a closed loop in which nothing varies" : options.output;
    process.stderr.write(`plot: ${shown}\n`);
  }
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify(outcome, null, 1)}\n`);
    return;
  }
  const rows = answerSystems(definition, points).map((answer) => ({
    ...answer,
    name: answer.label,
    dataplane: answer.system.dataplane.kind,
    cores: new Set(answer.system.hardwareThreads.map((t) => t >> 1)).size,
  }));
  // A family of points is the answer itself where axes vary; with loads alone the curve is in the plot.
  if (definition.axes !== undefined) process.stdout.write(`${pointsTable(points)}\n`);
  process.stdout.write(`${answerTable(rows, () => undefined)}\ndigest ${outcome.digest}\n`);
}
