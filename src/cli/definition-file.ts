/** Reads a definition from a file, or from standard input (`-`); ends the command if it is wrong. */
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Definition } from "../experiment/definition.ts";
import { parseDefinition } from "../experiment/parse.ts";
import { EXIT, ExitError } from "./exit.ts";
import { formatProblems } from "./problems.ts";
import { withSamples } from "./samples-file.ts";
import { withTraces } from "./trace-file.ts";

export interface DefinitionFile {
  /** What a service needs: the text, or the same document as JSON if it names files beside it. */
  readonly text: string;
  readonly definition: Definition;
}

export function readDefinitionFile(file: string): DefinitionFile {
  const text = readText(file);
  const folder = file === "-" ? "." : path.dirname(file);
  let selfContained = text;
  const parsed = parseDefinition(text, (value) => {
    const whole = withTraces(withSamples(value, folder), folder);
    if (whole !== value) selfContained = JSON.stringify(whole, null, 2);
    return whole;
  });
  if (parsed.ok) return { text: selfContained, definition: parsed.definition };
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
