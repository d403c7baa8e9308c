/** A file of measured service times, which stands in for the list `samples` of the empirical workload. */
import { syntheticEmpirical } from "../workload/synthetic-empirical.ts";
import { type ParsedLines, parseLines } from "./line-file.ts";
import { problemsOf } from "./schema/issue.ts";
import { quantity } from "./schema/quantity.ts";

/** Reads a time with unit per line, or says what is wrong with each. */
export function parseSamples(text: string): ParsedLines<string> {
  const entry = quantity({ ...syntheticEmpirical.params.samples, default: undefined });
  return parseLines(text, {
    noun: "samples",
    example: 'one time with unit per line, for example "12.5us"',
    readLine(line) {
      const parsed = entry.safeParse(line);
      if (parsed.success) return { ok: true, entry: line };
      const problems = parsed.error.issues.flatMap((issue) => problemsOf(issue, [], line));
      return { ok: false, problems };
    },
  });
}
