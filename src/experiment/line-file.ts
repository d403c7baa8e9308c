/**
 * A file that stands in for a long list in a definition: one entry per line; empty lines and lines that begin with
 * `#` are skipped.
 */
import { MAX_LIST_ENTRIES } from "../params.ts";
import { MAX_PROBLEMS, type Problem } from "./problem.ts";

export type ParsedLines<T> =
  | { readonly ok: true; readonly entries: readonly T[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** What a line says, or what is wrong with it. */
export type ReadLine<T> = (
  line: string,
) =>
  | { readonly ok: true; readonly entry: T }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export function parseLines<T>(
  text: string,
  { noun, example, readLine }: { noun: string; example: string; readLine: ReadLine<T> },
): ParsedLines<T> {
  const entries: T[] = [];
  const problems: Problem[] = [];
  for (const [i, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    const place = { line: i + 1, column: raw.length - raw.trimStart().length + 1 };
    const read = readLine(line);
    if (read.ok) entries.push(read.entry);
    else problems.push(...read.problems.map((problem) => ({ ...problem, ...place })));
    if (problems.length >= MAX_PROBLEMS) break;
  }
  if (problems.length > 0) return { ok: false, problems };
  if (entries.length >= 1 && entries.length <= MAX_LIST_ENTRIES) return { ok: true, entries };
  const message = `${entries.length} ${noun} are outside 1 to ${MAX_LIST_ENTRIES}`;
  const hint = `write ${example}`;
  const problem: Problem = { code: "OUT_OF_RANGE", message, hint, pointer: "", line: 1 };
  return { ok: false, problems: [problem] };
}
