/**
 * Several values of one quantity in a definition: a list (`[100krps, 1Mrps]`) or a range by count
 * (`{ from: 100krps, to: 2Mrps, count: 12, scale: linear }`), or by the share by which each is at most above the one
 * before it (`{ from: 100krps, to: 2Mrps, step: 1% }`). Both ends of a range are in it.
 */
import { z } from "zod";
import { count, ratio } from "../../params.ts";
import { passOn, report } from "./issue.ts";
import { quantity, quantityJsonSchema } from "./quantity.ts";

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
    .strictObject({
      from: end,
      to: end,
      count: quantity(n).optional(),
      step: quantity(STEP).optional(),
      scale: z.enum(["linear", "log"]).optional(),
    })
    .check((ctx) => {
      const { count: size, step, scale } = ctx.value;
      if ((size === undefined) === (step === undefined)) {
        const message = "a range needs either a count or a step";
        report(ctx, ctx.value, { code: size === undefined ? "MISSING" : "CONFLICT", message }, [
          "count",
        ]);
      } else if (step !== undefined && scale === "linear") {
        const message = "a step is a share, so its scale is log";
        report(ctx, ctx.value, { code: "CONFLICT", message, hint: "remove scale" }, ["scale"]);
      }
      checkEnds(ctx, endsOf(ctx.value));
    })
    .check((ctx) => {
      const { from, to, step } = ctx.value;
      if (step === undefined || from <= 0 || stepsOf(from, to, step) < most) return;
      const message = `so small a step makes more than ${most} values`;
      report(ctx, ctx.value, { code: "TOO_LARGE", message, hint: "use a larger step" }, ["step"]);
    })
    .transform((range): number[] => {
      const { from, to, count: given, step } = range;
      const size = step === undefined ? (given ?? 0) : stepsOf(from, to, step) + 1;
      return Array.from({ length: size }, (_, i) => {
        // By position, not by accumulation: the last point is exactly `to`.
        if (i === 0) return from;
        if (i === size - 1) return to;
        const value = between(endsOf(range), i / (size - 1));
        return fractions === true ? value : Math.round(value);
      });
    });
}

const STEP = ratio(0.01, "Share by which a value is at most above the one before it.", "", {
  min: 0.0001,
  max: 10,
});

/** Steps of at most `step` from one end to the other. */
const stepsOf = (from: number, to: number, step: number): number =>
  Math.max(1, Math.ceil(Math.log(to / from) / Math.log1p(step) - 1e-9));

/** Ends of a range; with a step they are on a log scale. */
const endsOf = (range: {
  readonly from: number;
  readonly to: number;
  readonly step?: number | undefined;
  readonly scale?: Ends["scale"] | undefined;
}): Ends => ({
  from: range.from,
  to: range.to,
  scale: range.scale ?? (range.step === undefined ? "linear" : "log"),
});

/** A range from which values are drawn: it has ends and a scale, and no count. */
export const drawnRange = (end: z.ZodType<number>): z.ZodType<Ends> =>
  z.strictObject({ from: end, to: end, scale: SCALE }).check((ctx) => checkEnds(ctx, ctx.value));

/** The value at a share of the way from one end to the other. */
export const between = ({ from, to, scale }: Ends, share: number): number =>
  scale === "linear" ? from + (to - from) * share : from * (to / from) ** share;

function checkEnds(ctx: z.core.ParsePayload, { from, to, scale }: Ends): void {
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
        step: quantityJsonSchema(STEP),
        scale: { enum: ["linear", "log"], default: "linear" },
      },
      required: ["from", "to"],
      ...(!isDrawn && { oneOf: [{ required: ["count"] }, { required: ["step"] }] }),
      additionalProperties: false,
    },
  ],
});
