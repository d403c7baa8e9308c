/**
 * Several values of one quantity in a definition: a list (`[100krps, 1Mrps]`) or a range by count
 * (`{ from: 100krps, to: 2Mrps, count: 12, scale: linear }`). Both ends of a range are in it.
 */
import { z } from "zod";
import { count } from "../../params.ts";
import { passOn, report } from "./issue.ts";
import { quantity } from "./quantity.ts";

export interface Values {
  /** Schema of one of them. */
  readonly entry: z.ZodType<number>;
  /** Schema of the ends of a range, if that differs. */
  readonly end?: z.ZodType<number>;
  /** What one of them is called in messages. */
  readonly noun: string;
  readonly most: number;
  /** What to write, for messages. */
  readonly example: string;
  /** False for values that are whole in their base unit, as all but ratios are. */
  readonly fractions?: boolean;
}

/** The values in the order in which they were written, or rising in a range. */
export function listOrRange(values: Values): z.ZodType<number[]> {
  const list = listOf(values);
  const range = rangeOf(values);
  const schema = z.unknown().transform((input, ctx): number[] => {
    if (!Array.isArray(input) && (input === null || typeof input !== "object")) {
      report(ctx, input, {
        code: "WRONG_TYPE",
        message: `${values.noun}s must be a list or a range`,
        hint: `write ${values.example}`,
      });
      return z.NEVER;
    }
    const parsed = (Array.isArray(input) ? list : range).safeParse(input);
    if (parsed.success) return parsed.data;
    passOn(ctx, parsed.error.issues);
    return z.NEVER;
  });
  return schema;
}

function listOf({ entry, most, noun }: Values) {
  return z
    .array(entry)
    .min(1)
    .max(most)
    .check((ctx) => {
      const seen = new Set<number>();
      ctx.value.forEach((value, i) => {
        if (seen.has(value))
          report(ctx, value, { code: "DUPLICATE", message: `this ${noun} is listed twice` }, [i]);
        seen.add(value);
      });
    });
}

function rangeOf({ entry, end = entry, most, fractions }: Values) {
  const n = count(12, "Points in the range, both ends included.", "", { min: 2, max: most });
  return z
    .strictObject({
      from: end,
      to: end,
      count: quantity(n),
      scale: z.enum(["linear", "log"]).default("linear"),
    })
    .check((ctx) => {
      const { from, to } = ctx.value;
      if (from < to) return;
      report(ctx, ctx.value, { code: "OUT_OF_RANGE", message: '"from" must be below "to"' }, [
        "to",
      ]);
    })
    .check((ctx) => {
      const { from, scale } = ctx.value;
      if (scale === "linear" || from > 0) return;
      const message = "a log scale must start above zero";
      report(ctx, ctx.value, { code: "OUT_OF_RANGE", message, hint: "use scale: linear" }, [
        "from",
      ]);
    })
    .transform(({ from, to, count: size, scale }): number[] =>
      Array.from({ length: size }, (_, i) => {
        // By position, not by accumulation: the last point is exactly `to`.
        if (i === 0) return from;
        if (i === size - 1) return to;
        const share = i / (size - 1);
        const value = scale === "linear" ? from + (to - from) * share : from * (to / from) ** share;
        return fractions === true ? value : Math.round(value);
      }),
    );
}

/** JSON Schema of such values, from that of one of them. */
export const listOrRangeJsonSchema = (entry: object, most: number, end = entry): object => ({
  anyOf: [
    { type: "array", items: entry, minItems: 1, maxItems: most, uniqueItems: true },
    {
      type: "object",
      properties: {
        from: end,
        to: end,
        count: { type: "integer", minimum: 2, maximum: most },
        scale: { enum: ["linear", "log"], default: "linear" },
      },
      required: ["from", "to", "count"],
      additionalProperties: false,
    },
  ],
});
