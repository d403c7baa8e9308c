/**
 * `samplesFrom: file.csv` of a workload in a definition file: the measured times of that file, found beside the
 * definition, take its place as `samples`. Ends the command if the file is not what it should be.
 */
import { parseSamples } from "../experiment/samples.ts";
import { isMapping, readSideFile } from "./side-file.ts";

const KEY = "samplesFrom";

/** @param folder of the definition file. */
export function withSamples(definition: unknown, folder: string): unknown {
  const workload = isMapping(definition) ? definition["workload"] : undefined;
  if (!isMapping(definition) || !isMapping(workload)) return definition;
  const { [KEY]: name, ...rest } = workload;
  // What is no name of a file, or stands beside `samples`, is left for the schema to refuse.
  if (typeof name !== "string" || rest["samples"] !== undefined) return definition;
  const samples = readSideFile(KEY, folder, name, parseSamples);
  return { ...definition, workload: { ...rest, samples } };
}
