/** The command line as a whole: every command, in the order of its help. */
import { Command } from "commander";
import { cancelCommand, fillMissingCommand, pauseCommand, resumeCommand } from "./commands/act.ts";
import { apiCommand } from "./commands/api.ts";
import { catalogCommand } from "./commands/catalog.ts";
import { cloneCommand } from "./commands/clone.ts";
import { compareCommand } from "./commands/compare.ts";
import { completionCommand } from "./commands/completion.ts";
import { demoCommand } from "./commands/demo.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { exportCommand } from "./commands/export.ts";
import { listCommand } from "./commands/list.ts";
import { paretoCommand } from "./commands/pareto.ts";
import { patternCommand } from "./commands/pattern.ts";
import { plotCommand } from "./commands/plot.ts";
import { presetCommand } from "./commands/preset.ts";
import { previewCommand } from "./commands/preview.ts";
import { reproduceCommand } from "./commands/reproduce.ts";
import { runCommand } from "./commands/run.ts";
import { serveCommand } from "./commands/serve.ts";
import { submitCommand } from "./commands/submit.ts";
import { viewCommand } from "./commands/view.ts";
import { watchCommand } from "./commands/watch.ts";
import { EXIT, EXIT_MEANINGS } from "./exit.ts";
import { programVersion } from "./package-files.ts";

/** Under their headings in the help. */
const GROUPS: Readonly<Record<string, readonly (() => Command)[]>> = {
  "In this process (or of a service):": [
    runCommand,
    previewCommand,
    presetCommand,
    compareCommand,
    paretoCommand,
    plotCommand,
    exportCommand,
    reproduceCommand,
    patternCommand,
  ],
  "With a service:": [
    demoCommand,
    serveCommand,
    submitCommand,
    watchCommand,
    listCommand,
    viewCommand,
    cancelCommand,
    pauseCommand,
    resumeCommand,
    fillMissingCommand,
    cloneCommand,
    apiCommand,
  ],
  "About ixlab:": [catalogCommand, doctorCommand],
};

/** Every command of a program, those below others included. */
export function commandsBelow(command: Command): readonly Command[] {
  return command.commands.flatMap((child) => [child, ...commandsBelow(child)]);
}

export function makeProgram(): Command {
  const program = new Command("ixlab")
    .description("Experiments on the IX dataplane operating system.")
    .version(programVersion())
    .showHelpAfterError("(ixlab --help lists the commands)")
    .helpCommand(false)
    .exitOverride((error) => process.exit(error.exitCode === 0 ? EXIT.ok : EXIT.usage));
  for (const [heading, makers] of Object.entries(GROUPS)) {
    for (const make of makers) program.addCommand(make().helpGroup(heading));
  }
  program.addCommand(completionCommand(program).helpGroup("About ixlab:"));
  program.usage("<command> [options] | --help | --version").addHelpText("after", MORE);
  // `addCommand` alone leaves a command with Commander's own exit code for wrong usage.
  inherit(program);
  // The list of commands is what people want to see here; their arguments stand in their own help.
  return program.configureHelp({
    visibleOptions: () => [],
    subcommandTerm: (command) => command.name(),
  });
}

function inherit(parent: Command): void {
  for (const command of parent.commands) {
    command.helpCommand(false).copyInheritedSettings(parent);
    inherit(command);
  }
}

const MORE = `
Examples:
  ixlab run preset:quickstart -o quickstart.svg  simulate here, no service
  ixlab serve                                    API, dashboard and workers
  ixlab submit my.yaml --watch                   through the service that runs

Exit codes: ${exitCodes()}`;

function exitCodes(): string {
  const codes = Object.entries(EXIT) as [keyof typeof EXIT, number][];
  return codes.map(([name, code]) => `${code} ${EXIT_MEANINGS[name]}`).join(", ");
}
