/**
 * `samplesFrom: file.csv` of a workload in a definition file: the measured times of that file, found beside the
 * definition, take its place as `samples`. Ends the command if the file is not what it should be.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { parseSamples } from "../experiment/samples.ts";
import { EXIT, ExitError } from "./exit.ts";
import { formatProblems } from "./problems.ts";

const KEY = "samplesFrom";

/** @param folder of the definition file. */
export function withSamples(definition: unknown, folder: string): unknown {
  const workload = isMapping(definition) ? definition["workload"] : undefined;
  if (!isMapping(definition) || !isMapping(workload)) return definition;
  const { [KEY]: name, ...rest } = workload;
  // What is no name of a file, or stands beside `samples`, is left for the schema to refuse.
  if (typeof name !== "string" || rest["samples"] !== undefined) return definition;
  return { ...definition, workload: { ...rest, samples: samplesOf(path.resolve(folder, name)) } };
}

function samplesOf(file: string): readonly string[] {
  const shown = path.relative(process.cwd(), file);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
    const reason = isMissing ? "does not exist" : String(error);
    throw new ExitError(EXIT.usage, `ixlab: ${KEY}: ${shown} ${reason}`);
  }
  const parsed = parseSamples(text);
  if (parsed.ok) return parsed.samples;
  throw new ExitError(EXIT.usage, formatProblems(parsed.problems, shown, text));
}

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === "object" && !Array.isArray(value);
