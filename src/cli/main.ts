#!/usr/bin/env node
/** The command line. Data goes to stdout, progress and warnings to stderr. */
import { raiseInliningLimits } from "../compiler-flags.ts";
import { EXIT, ExitError } from "./exit.ts";
import { makeProgram } from "./program.ts";

raiseInliningLimits();

// A reader that closes early (ixlab catalog | head) is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(EXIT.ok);
  throw error;
});

try {
  await makeProgram().parseAsync();
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
