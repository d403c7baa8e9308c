/** A file that a definition file names, found beside it. */
import { readFileSync } from "node:fs";
import path from "node:path";
import type { ParsedLines } from "../experiment/line-file.ts";
import { EXIT, ExitError } from "./exit.ts";
import { formatProblems } from "./problems.ts";

/**
 * What stands in such a file. Ends the command if that is not what it should be.
 * @param key under which the definition names it.
 * @param folder of the definition file.
 */
export function readSideFile<T>(
  key: string,
  folder: string,
  name: string,
  parse: (text: string) => ParsedLines<T>,
): readonly T[] {
  const file = path.resolve(folder, name);
  const shown = path.relative(process.cwd(), file);
  const text = readText(file, `${key}: ${shown}`);
  const parsed = parse(text);
  if (parsed.ok) return parsed.entries;
  throw new ExitError(EXIT.usage, formatProblems(parsed.problems, shown, text));
}

function readText(file: string, shown: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
    throw new ExitError(EXIT.usage, `ixlab: ${shown} ${isMissing ? "does not exist" : error}`);
  }
}

export const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === "object" && !Array.isArray(value);
