/**
 * `loadPattern: { kind: trace, file: rates.csv }` in a definition file, at the top or of a system: the points of that
 * file, found beside the definition, take its place as `times` and `rates`. Ends the command if the file is not what
 * it should be.
 */
import { parseTracePoints } from "../experiment/trace-points.ts";
import { isMapping, readSideFile } from "./side-file.ts";

const KEY = "file";

/**
 * The definition itself if it names no such file.
 * @param folder of the definition file.
 */
export function withTraces(definition: unknown, folder: string): unknown {
  if (!isMapping(definition)) return definition;
  const top = withTrace(definition, folder);
  const { systems } = definition;
  if (!Array.isArray(systems)) return top;
  const changed = systems.map((system: unknown) =>
    isMapping(system) ? withTrace(system, folder) : system,
  );
  return changed.every((system, i) => system === systems[i]) ? top : { ...top, systems: changed };
}

function withTrace(fields: Readonly<Record<string, unknown>>, folder: string) {
  const { loadPattern } = fields;
  if (!isMapping(loadPattern) || loadPattern["kind"] !== "trace") return fields;
  const { [KEY]: name, ...rest } = loadPattern;
  // What is no name of a file, or stands beside the lists, is left for the schema to refuse.
  const isListed = rest["times"] !== undefined || rest["rates"] !== undefined;
  if (typeof name !== "string" || isListed) return fields;
  const points = readSideFile(`loadPattern.${KEY}`, folder, name, parseTracePoints);
  const lists = { times: points.map(({ time }) => time), rates: points.map(({ rate }) => rate) };
  return { ...fields, loadPattern: { ...rest, ...lists } };
}
