/**
 * A file of measured service times: one time with unit per line; empty lines and lines that begin with `#` are
 * skipped. It stands in for the list `samples` of the empirical workload.
 */
import { MAX_LIST_ENTRIES } from "../params.ts";
import { syntheticEmpirical } from "../workload/synthetic-empirical.ts";
import { MAX_PROBLEMS, type Problem } from "./problem.ts";
import { problemsOf } from "./schema/issue.ts";
import { quantity } from "./schema/quantity.ts";

export type ParsedSamples =
  | { readonly ok: true; readonly samples: readonly string[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads the lines of such a file, or says what is wrong with each. */
export function parseSamples(text: string): ParsedSamples {
  const entry = quantity({ ...syntheticEmpirical.params.samples, default: undefined });
  const samples: string[] = [];
  const problems: Problem[] = [];
  for (const [i, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    const place = { line: i + 1, column: raw.length - raw.trimStart().length + 1 };
    const parsed = entry.safeParse(line);
    if (parsed.success) samples.push(line);
    else {
      const found = parsed.error.issues.flatMap((issue) => problemsOf(issue, [], line));
      problems.push(...found.map((problem) => ({ ...problem, ...place })));
    }
    if (problems.length >= MAX_PROBLEMS) break;
  }
  if (problems.length > 0) return { ok: false, problems };
  if (samples.length >= 1 && samples.length <= MAX_LIST_ENTRIES) return { ok: true, samples };
  const message = `${samples.length} samples are outside 1 to ${MAX_LIST_ENTRIES}`;
  const hint = 'write one time with unit per line, for example "12.5us"';
  const problem: Problem = { code: "OUT_OF_RANGE", message, hint, pointer: "", line: 1 };
  return { ok: false, problems: [problem] };
}
