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
  /** Whether a list may hold a value twice, as in a lock-step, where only the rows must differ. */
  readonly repeats?: boolean;
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

function listOf({ entry, most, noun, repeats = false }: Values) {
  return z
    .array(entry)
    .min(1)
    .max(most)
    .check((ctx) => {
      const seen = new Set<number>();
      ctx.value.forEach((value, i) => {
        if (!repeats && seen.has(value))
          report(ctx, value, { code: "DUPLICATE", message: `this ${noun} is listed twice` }, [i]);
        seen.add(value);
      });
    });
}

export interface Ends {
  readonly from: number;
  readonly to: number;
  readonly scale: "linear" | "log";
}

const SCALE = z.enum(["linear", "log"]).default("linear");

function rangeOf({ entry, end = entry, most, fractions }: Values) {
  const n = count(12, "Points in the range, both ends included.", "", { min: 2, max: most });
  return z
    .strictObject({ from: end, to: end, count: quantity(n), scale: SCALE })
    .check(checkEnds)
    .transform(({ from, to, count: size, scale }): number[] =>
      Array.from({ length: size }, (_, i) => {
        // By position, not by accumulation: the last point is exactly `to`.
        if (i === 0) return from;
        if (i === size - 1) return to;
        const value = between({ from, to, scale }, i / (size - 1));
        return fractions === true ? value : Math.round(value);
      }),
    );
}

/** A range from which values are drawn: it has ends and a scale, and no count. */
export const drawnRange = (end: z.ZodType<number>): z.ZodType<Ends> =>
  z.strictObject({ from: end, to: end, scale: SCALE }).check(checkEnds);

/** The value at a share of the way from one end to the other. */
export const between = ({ from, to, scale }: Ends, share: number): number =>
  scale === "linear" ? from + (to - from) * share : from * (to / from) ** share;

function checkEnds(ctx: z.core.ParsePayload<Ends>): void {
  const { from, to, scale } = ctx.value;
  if (from >= to) {
    report(ctx, ctx.value, { code: "OUT_OF_RANGE", message: '"from" must be below "to"' }, ["to"]);
  }
  if (scale === "log" && from <= 0) {
    const message = "a log scale must start above zero";
    report(ctx, ctx.value, { code: "OUT_OF_RANGE", message, hint: "use scale: linear" }, ["from"]);
  }
}

/**
 * JSON Schema of such values, from that of one of them.
 * @param isDrawn whether a range may go without a count, for a sample to be drawn from it.
 */
export const listOrRangeJsonSchema = (
  entry: object,
  most: number,
  end = entry,
  isDrawn = false,
): object => ({
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
      required: isDrawn ? ["from", "to"] : ["from", "to", "count"],
      additionalProperties: false,
    },
  ],
});
