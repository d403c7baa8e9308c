/** `ixlab watch ID`: follows an experiment of a service to its end. */
import { Command } from "commander";
import { followExperiment } from "../follow-experiment.ts";
import { findExperiment, type ServerOptions, withServerOptions } from "../running-service.ts";

export function watchCommand(): Command {
  return withServerOptions(new Command("watch"))
    .description("follow an experiment to its end; Ctrl-C only stops following")
    .argument("<id>", "its number, or its id")
    .addHelpText(
      "after",
      "\nWith --json, each change is one line of JSON." +
        "\nEnds with 0 if the experiment succeeded, else 1." +
        "\n\nExample:\n  ixlab watch 12",
    )
    .action(async (name: string, options: ServerOptions) =>
      followExperiment(options, await findExperiment(options, name)),
    );
}
