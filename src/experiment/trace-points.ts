/** A file of a recorded load, which stands in for the lists `times` and `rates` of the load pattern trace. */
import { trace } from "../workload/load-patterns/trace.ts";
import { type ParsedLines, parseLines } from "./line-file.ts";
import type { Problem } from "./problem.ts";
import { problemsOf } from "./schema/issue.ts";
import { quantity } from "./schema/quantity.ts";

export interface TracePoint {
  readonly time: string;
  readonly rate: string;
}

/** Reads a time and a rate per line, both with unit, or says what is wrong with each. */
export function parseTracePoints(text: string): ParsedLines<TracePoint> {
  const timeEntry = quantity({ ...trace.params.times, default: undefined });
  const rateEntry = quantity({ ...trace.params.rates, default: undefined });
  return parseLines(text, {
    noun: "points",
    example: 'a time and a rate per line, for example "1.5s, 2Mrps"',
    readLine(line) {
      const parts = line.split(",").map((part) => part.trim());
      const [time = "", rate = ""] = parts;
      if (parts.length !== 2) return { ok: false, problems: [notTwo(parts.length)] };
      const problems = [timeEntry.safeParse(time), rateEntry.safeParse(rate)].flatMap(
        ({ error }, i) => error?.issues.flatMap((issue) => problemsOf(issue, [], parts[i])) ?? [],
      );
      return problems.length > 0 ? { ok: false, problems } : { ok: true, entry: { time, rate } };
    },
  });
}

const notTwo = (parts: number): Problem => ({
  code: "WRONG_TYPE",
  message: `a line has a time and a rate, not ${parts} ${parts === 1 ? "value" : "values"}`,
  pointer: "",
  hint: 'write "1.5s, 2Mrps"',
});
