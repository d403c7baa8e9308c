/** Seeds in a definition: whole numbers below 2^64, as text or, while they are small, as numbers. */
import { z } from "zod";
import { report } from "./issue.ts";
import { annotate } from "./json-schema.ts";

const MAX_SEED = 2n ** 64n - 1n;

/** @param name of the field, for messages. */
export const seed = (doc: string, name = "seed"): z.ZodType<string> =>
  annotate(
    z.unknown().transform((input, ctx): string => {
      const text = typeof input === "number" && Number.isSafeInteger(input) ? String(input) : input;
      if (typeof text === "string" && /^[0-9]{1,20}$/.test(text) && BigInt(text) <= MAX_SEED) {
        return BigInt(text).toString();
      }
      report(ctx, input, {
        code: "OUT_OF_RANGE",
        message: `${name} must be a whole number from 0 to 2^64 - 1`,
        hint: 'write large seeds as text, "20261122"',
      });
      return z.NEVER;
    }) as unknown as z.ZodType<string>,
    { type: ["string", "integer"], description: doc },
  );
