/** `ixlab submit FILE`: has an experiment run by a service. */
import { Command } from "commander";
import {
  DEFINITION_ARGUMENT,
  readDefinitionFile,
  type SetOption,
  withSetOption,
} from "../definition-file.ts";
import { EXIT, ExitError } from "../exit.ts";
import { submitExperiment } from "../experiment-client.ts";
import { followExperiment } from "../follow-experiment.ts";
import { formatProblems } from "../problems.ts";
import {
  endpointOf,
  findExperiment,
  printJson,
  type ServerOptions,
  serverFlag,
  withServerOptions,
} from "../running-service.ts";

interface SubmitOptions extends ServerOptions, SetOption {
  readonly watch?: boolean;
  readonly name?: string;
  readonly refresh?: boolean;
  readonly clonedFrom?: string;
}

export function submitCommand(): Command {
  return withServerOptions(withSetOption(new Command("submit")))
    .description("have an experiment run by a service")
    .argument("<file>", DEFINITION_ARGUMENT)
    .option("--watch", "follow it to its end; Ctrl-C only stops following")
    .option("--name <name>", "instead of the name in the definition")
    .option("--refresh", "compute again what is known, and compare: a difference is a failure")
    .option("--cloned-from <id>", "the experiment that the definition is from (ixlab clone)")
    .addHelpText(
      "after",
      "\nExamples:\n  ixlab submit my.yaml --watch\n  ixlab submit - --json < my.yaml",
    )
    .action(submit);
}

async function submit(file: string, options: SubmitOptions): Promise<void> {
  const { text } = readDefinitionFile(file, options);
  const { clonedFrom, name, refresh } = options;
  const parent = clonedFrom === undefined ? undefined : await findExperiment(options, clonedFrom);
  const submitted = await submitExperiment(endpointOf(options), text, {
    name,
    cache: refresh === true ? "REFRESH" : "REUSE",
    clonedFromId: parent?.id,
  });
  if (!submitted.ok) {
    throw new ExitError(EXIT.usage, formatProblems(submitted.problems, file, text));
  }
  const { experiment } = submitted;
  if (options.json === true) printJson(experiment);
  else process.stdout.write(`experiment ${experiment.number} submitted: ${experiment.url}\n`);
  if (options.watch === true) await followExperiment(options, experiment);
  else if (options.json !== true) {
    process.stderr.write(`follow it: ixlab watch ${experiment.number}${serverFlag(options)}\n`);
  }
}
