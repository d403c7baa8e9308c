#!/usr/bin/env node
/** The command line. Data goes to stdout, progress and warnings to stderr. */
import { Command } from "commander";
import { raiseInliningLimits } from "../compiler-flags.ts";
import { cancelCommand, fillMissingCommand, pauseCommand, resumeCommand } from "./commands/act.ts";
import { catalogCommand } from "./commands/catalog.ts";
import { cloneCommand } from "./commands/clone.ts";
import { demoCommand } from "./commands/demo.ts";
import { exportCommand } from "./commands/export.ts";
import { listCommand } from "./commands/list.ts";
import { patternCommand } from "./commands/pattern.ts";
import { previewCommand } from "./commands/preview.ts";
import { reproduceCommand } from "./commands/reproduce.ts";
import { runCommand } from "./commands/run.ts";
import { serveCommand } from "./commands/serve.ts";
import { submitCommand } from "./commands/submit.ts";
import { viewCommand } from "./commands/view.ts";
import { watchCommand } from "./commands/watch.ts";
import { EXIT, ExitError } from "./exit.ts";
import { programVersion } from "./package-files.ts";

raiseInliningLimits();

const program = new Command("ixlab")
  .description("Experiments on the IX dataplane operating system.")
  .version(programVersion())
  .showHelpAfterError("(ixlab --help lists the commands)")
  .exitOverride((error) => process.exit(error.exitCode === 0 ? EXIT.ok : EXIT.usage))
  .addCommand(runCommand())
  .addCommand(exportCommand())
  .addCommand(reproduceCommand())
  .addCommand(patternCommand())
  .addCommand(previewCommand())
  .addCommand(demoCommand())
  .addCommand(serveCommand())
  .addCommand(submitCommand())
  .addCommand(watchCommand())
  .addCommand(listCommand())
  .addCommand(viewCommand())
  .addCommand(cancelCommand())
  .addCommand(pauseCommand())
  .addCommand(resumeCommand())
  .addCommand(fillMissingCommand())
  .addCommand(cloneCommand())
  .addCommand(catalogCommand());

program.addHelpText(
  "after",
  `
Examples:
  ixlab run experiments/quickstart.yaml          simulate in this process, no service
  ixlab run - --json < my.yaml > outcome.json    from standard input, machine-readable
  ixlab export 12 -o points.parquet              experiment 12 of the service as a table
  ixlab reproduce --figure 3a                    a figure of the IX paper, simulated and published
  ixlab serve                                    API, dashboard and workers
  ixlab submit my.yaml --watch                   through the service that runs there

Exit codes: 0 ok, 1 failed, 2 wrong usage or definition, 130 interrupted.`,
);

// `addCommand` alone leaves a command with Commander's own exit code for wrong usage.
for (const command of program.commands) command.copyInheritedSettings(program);

// A reader that closes early (ixlab catalog | head) is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(EXIT.ok);
  throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof ExitError) {
    if (error.message !== "") process.stderr.write(`${error.message}\n`);
    process.exitCode = error.code;
  } else {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`ixlab: ${message}\n`);
    process.exitCode = EXIT.failed;
  }
}
