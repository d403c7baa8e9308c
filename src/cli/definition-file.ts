/** Reads a definition from a file, or from standard input (`-`); ends the command if it is wrong. */
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Definition } from "../experiment/definition.ts";
import { parseDefinition } from "../experiment/parse.ts";
import { EXIT, ExitError } from "./exit.ts";
import { formatProblems } from "./problems.ts";
import { withSamples } from "./samples-file.ts";
import { withTraces } from "./trace-file.ts";

export function readDefinitionFile(file: string): { text: string; definition: Definition } {
  const text = readText(file);
  const folder = file === "-" ? "." : path.dirname(file);
  const parsed = parseDefinition(text, (value) => withTraces(withSamples(value, folder), folder));
  if (parsed.ok) return { text, definition: parsed.definition };
  const name = file === "-" ? "standard input" : file;
  throw new ExitError(EXIT.usage, formatProblems(parsed.problems, name, text));
}

function readText(file: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    const reason =
      (error as NodeJS.ErrnoException).code === "ENOENT" ? "does not exist" : String(error);
    throw new ExitError(EXIT.usage, `ixlab: ${file}: ${reason}`);
  }
}
