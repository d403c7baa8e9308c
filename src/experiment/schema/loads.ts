/**
 * Loads in a definition: a list (`[100krps, 1Mrps]`) or a range by count
 * (`{ from: 100krps, to: 2Mrps, count: 12, scale: linear }`). Both ends of a range are in it.
 */
import { z } from "zod";
import { count, rate } from "../../params.ts";
import { MAX_LOADS } from "../limits.ts";
import { report } from "./issue.ts";
import { annotate } from "./json-schema.ts";
import { quantity } from "./quantity.ts";

const load = quantity(rate("1Mrps", "Offered load.", "", { min: 1, max: 1e9 }));

const range = z
  .strictObject({
    from: load,
    to: load,
    count: quantity(
      count(12, "Points in the range, both ends included.", "", { min: 2, max: MAX_LOADS }),
    ),
    scale: z.enum(["linear", "log"]).default("linear"),
  })
  .check((ctx) => {
    const { from, to } = ctx.value;
    if (from < to) return;
    report(ctx, ctx.value, { code: "OUT_OF_RANGE", message: '"from" must be below "to"' }, ["to"]);
  })
  .transform(({ from, to, count: n, scale }): number[] =>
    Array.from({ length: n }, (_, i) => at(from, to, i / (n - 1), scale)),
  );

// By position, not by accumulation: the last point is exactly `to`. Whole requests per second.
function at(from: number, to: number, share: number, scale: "linear" | "log"): number {
  if (share === 0) return from;
  if (share === 1) return to;
  return Math.round(scale === "linear" ? from + (to - from) * share : from * (to / from) ** share);
}

const list = z
  .array(load)
  .min(1)
  .max(MAX_LOADS)
  .check((ctx) => {
    const seen = new Set<number>();
    ctx.value.forEach((value, i) => {
      if (seen.has(value))
        report(ctx, value, { code: "DUPLICATE", message: "this load is listed twice" }, [i]);
      seen.add(value);
    });
  })
  .transform((values) => values.toSorted((a, b) => a - b));

/** Offered loads in requests/s, ascending. */
export function loads(): z.ZodType<number[]> {
  const schema = z.unknown().transform((input, ctx): number[] => {
    if (!Array.isArray(input) && (input === null || typeof input !== "object")) {
      report(ctx, input, {
        code: "WRONG_TYPE",
        message: "loads must be a list or a range",
        hint: 'write "[100krps, 1Mrps]" or "{ from: 100krps, to: 2Mrps, count: 12 }"',
      });
      return z.NEVER;
    }
    const parsed = (Array.isArray(input) ? list : range).safeParse(input);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) ctx.issues.push(issue as z.core.$ZodRawIssue);
    return z.NEVER;
  });
  return annotate(schema as unknown as z.ZodType<number[]>, LOADS_JSON_SCHEMA);
}

const TEXT = {
  type: "string",
  pattern: "^[0-9.]+(e[+-]?[0-9]+)? ?(Mrps|krps|rps)$",
  examples: ["1.8Mrps"],
};
const LOADS_JSON_SCHEMA = {
  description: "Offered loads: a list, or a range by count with both ends in it.",
  anyOf: [
    { type: "array", items: TEXT, minItems: 1, maxItems: MAX_LOADS, uniqueItems: true },
    {
      type: "object",
      properties: {
        from: TEXT,
        to: TEXT,
        count: { type: "integer", minimum: 2, maximum: MAX_LOADS },
        scale: { enum: ["linear", "log"], default: "linear" },
      },
      required: ["from", "to", "count"],
      additionalProperties: false,
    },
  ],
};
