/** `ixlab pareto`: which points of an experiment no other point beats in two measures. */
import { Command } from "commander";
import { objectiveOf } from "../../experiment/pareto/objective.ts";
import { directionOf } from "../../experiment/pareto/pareto.ts";
import { nodeDocument } from "../../plot/node-document.ts";
import { paretoFrontSvg } from "../../plot/pareto-front.ts";
import { isDefinitionFile, type SetOption, withSetOption } from "../definition-file.ts";
import { EXIT, ExitError } from "../exit.ts";
import { frontOfDefinition } from "../pareto/front-of-definition.ts";
import { frontOfExperiment } from "../pareto/front-of-experiment.ts";
import { type ParetoAsked, plotDataOf } from "../pareto/pareto-document.ts";
import { paretoText } from "../pareto/pareto-text.ts";
import {
  pictureProblems,
  type PictureOptions,
  withPictureOptions,
  writePictures,
} from "../picture.ts";
import { printJson, type ServerOptions, withServerOptions } from "../running-service.ts";

type ParetoOptions = ServerOptions & SetOption & PictureOptions & ParetoAsked;

export function paretoCommand(): Command {
  return withServerOptions(withPictureOptions(withSetOption(new Command("pareto"))))
    .description("find the points that no other point beats in two measures")
    .argument("<experiment>", "of the service, or a definition to simulate here")
    .option("--x <measure>", "one measure (ixlab catalog measures)", "power")
    .option("--y <measure>", "the other one", "throughput")
    .option("--slo <objective>", 'such as "p99<=500us", or none (default: the definition\'s)')
    .addHelpText(
      "after",
      '\nExample:\n  ixlab pareto 12 --x power --y throughput --slo "p99<=500us" -o front.svg',
    )
    .action(pareto);
}

async function pareto(experiment: string, options: ParetoOptions): Promise<void> {
  const { x, y, slo, output } = options;
  check(options);
  const asked = { x, y, ...(slo !== undefined && { slo }) };
  const front = isDefinitionFile(experiment)
    ? await frontOfDefinition(experiment, asked, options)
    : await frontOfExperiment(options, experiment, asked);
  if (output !== undefined) {
    const { theme } = options;
    await writePictures(output, [
      paretoFrontSvg(plotDataOf(front), { document: nodeDocument(), theme }),
    ]);
  }
  if (options.json === true) printJson(front);
  else process.stdout.write(`${paretoText(front)}\n`);
}

/** All mistakes at once, before anything is simulated or asked. */
function check(options: ParetoOptions): void {
  const { x, y, slo } = options;
  const wrong = [...new Set([x, y])].flatMap((measure) => {
    try {
      directionOf(measure);
      return [];
    } catch (error) {
      return [(error as Error).message];
    }
  });
  if (x === y) wrong.push(`--x and --y are both ${x}; a front needs two measures`);
  const objective = objectiveOf(slo, null);
  if (!objective.ok) {
    const { message, allowed, hint } = objective.problem;
    const known = allowed === undefined ? "" : `; known: ${allowed.join(", ")}`;
    wrong.push(`--slo: ${message}${known}; ${hint}`);
  }
  wrong.push(...pictureProblems(options));
  if (wrong.length > 0) {
    throw new ExitError(EXIT.usage, wrong.map((line) => `ixlab: ${line}`).join("\n"));
  }
}
