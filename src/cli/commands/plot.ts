/** `ixlab plot`: the plot of an experiment as a file, or as a few lines of text. */
import { Command } from "commander";
import { answerSystems, subjectKey } from "../../experiment/answer.ts";
import { estimateMetric } from "../../experiment/estimate.ts";
import { measuredPoints } from "../../experiment/outcome.ts";
import {
  isDefinitionFile,
  readDefinitionFile,
  type SetOption,
  withSetOption,
} from "../definition-file.ts";
import { EXIT, ExitError } from "../exit.ts";
import { fetchPlots, fetchSparkPoints } from "../plot-client.ts";
import {
  drawPlots,
  type PictureOptions,
  pictureProblems,
  withPictureOptions,
  writePictures,
} from "../picture.ts";
import { plotsOf } from "../experiment-plot.ts";
import { findExperiment, type ServerOptions, withServerOption } from "../running-service.ts";
import { simulateExperiment } from "../simulate-experiment.ts";
import { type SparkPoint, sparklineTable } from "../sparkline-table.ts";

interface PlotOptions extends ServerOptions, SetOption, PictureOptions {
  readonly text?: boolean;
}

export function plotCommand(): Command {
  return withServerOption(withSetOption(withPictureOptions(new Command("plot"))))
    .description("draw an experiment: as SVG, as PNG, or in the terminal")
    .argument("<experiment>", "of the service, or a definition to simulate here")
    .option("--text", "throughput and p99 of each system as bars in the terminal")
    .addHelpText(
      "after",
      `
Examples:
  ixlab plot 12 -o figure.png --theme dark
  ixlab plot preset:quickstart --text`,
    )
    .action(plot);
}

async function plot(experiment: string, options: PlotOptions): Promise<void> {
  const wrong = [...pictureProblems(options)];
  if (options.output === undefined && options.text !== true) {
    wrong.push("say where to: -o figure.svg, -o figure.png, or --text");
  }
  if (wrong.length > 0) {
    throw new ExitError(EXIT.usage, wrong.map((line) => `ixlab: ${line}`).join("\n"));
  }
  const drawn = isDefinitionFile(experiment)
    ? await ofDefinition(experiment, options)
    : await ofExperiment(experiment, options);
  if (drawn.points !== undefined) process.stdout.write(`${sparklineTable(drawn.points)}\n`);
  if (options.output !== undefined) await writePictures(options.output, drawn.svgs);
}

interface Drawn {
  readonly svgs: readonly string[];
  readonly points?: readonly SparkPoint[];
}

async function ofDefinition(file: string, options: PlotOptions): Promise<Drawn> {
  const { definition } = readDefinitionFile(file, options);
  const { expansion, records } = await simulateExperiment(definition);
  const points = measuredPoints(expansion, records);
  const plots = options.output === undefined ? [] : plotsOf(expansion, points);
  const labels = new Map(answerSystems(definition, points).map(({ id, label }) => [id, label]));
  return {
    svgs: drawPlots(plots, options.theme),
    ...(options.text === true && {
      points: points.map((point) => ({
        curve: labels.get(subjectKey(definition, point)) ?? point.systemId,
        throughput: estimateMetric(point.records, "throughput").value,
        p99Us: estimateMetric(point.records, "latency.p99").value,
      })),
    }),
  };
}

async function ofExperiment(name: string, options: PlotOptions): Promise<Drawn> {
  const { id, number } = await findExperiment(options, name);
  return {
    svgs: options.output === undefined ? [] : await fetchPlots(options, { id, number }),
    ...(options.text === true && { points: await fetchSparkPoints(options, id) }),
  };
}
