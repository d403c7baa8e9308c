/**
 * Values of parameters in a definition: a quantity or one of the parameter's words, or, for a list
 * parameter, a YAML list of quantities.
 */
import { z } from "zod";
import {
  type AnyParam,
  formatParam,
  isListParam,
  type ListParam,
  MAX_LIST_ENTRIES,
  type Param,
  type ParamValue,
} from "../../params.ts";
import { parseQuantity } from "../../units.ts";
import { didYouMean, passOn, report, show } from "./issue.ts";
import { annotate } from "./json-schema.ts";
import { quantity, quantityJsonSchema } from "./quantity.ts";

/** Schema of one parameter's value; its output is in base units. */
export function paramValue(param: AnyParam): z.ZodType<ParamValue> {
  return isListParam(param) ? listValue(param) : scalarValue(param);
}

/** Schema of one number of a parameter, or the word for it. */
export function scalarValue(param: Param): z.ZodType<number> {
  const { words } = param;
  if (words === undefined) return quantity(param);
  const schema = z.unknown().transform((input, ctx): number => {
    if (typeof input === "string" && Object.hasOwn(words, input)) return words[input] ?? z.NEVER;
    const parsed = quantity(param).safeParse(input);
    if (parsed.success) return parsed.data;
    if (typeof input === "string" && !isQuantity(input, param)) {
      const allowed = Object.keys(words);
      const hint = didYouMean(input, allowed) ?? `write a ${param.dimension}, or "${allowed[0]}"`;
      const message = `${show(input)} is neither a ${param.dimension} nor one of ${allowed.join(", ")}`;
      report(ctx, input, { code: "UNKNOWN_VALUE", message, allowed, hint });
    } else passOn(ctx, parsed.error.issues);
    return z.NEVER;
  });
  return annotate(schema as unknown as z.ZodType<number>, scalarJsonSchema(param));
}

/** Text that starts like a number is a quantity, if a wrong one; anything else was to be a word. */
const isQuantity = (text: string, { dimension }: Param): boolean =>
  parseQuantity(text, dimension).ok || /^\s*[-+.0-9]/.test(text);

function listValue(param: ListParam): z.ZodType<readonly number[]> {
  const entry = quantity({ ...param, default: undefined });
  const schema = z.unknown().transform((input, ctx): readonly number[] => {
    if (!Array.isArray(input)) {
      report(ctx, input, {
        code: "WRONG_TYPE",
        message: `must be a list, not ${show(input)}`,
        hint: `write "${shortened(param)}"`,
      });
      return z.NEVER;
    }
    if (input.length < 1 || input.length > MAX_LIST_ENTRIES) {
      report(ctx, input, {
        code: "OUT_OF_RANGE",
        message: `a list of ${input.length} entries is outside 1 to ${MAX_LIST_ENTRIES}`,
      });
      return z.NEVER;
    }
    return input.flatMap((value: unknown, i) => {
      const parsed = entry.safeParse(value);
      if (parsed.success) return [parsed.data];
      passOn(ctx, parsed.error.issues, [i]);
      return [];
    });
  });
  return annotate(schema as unknown as z.ZodType<readonly number[]>, listJsonSchema(param));
}

const shortened = (param: ListParam): string => formatParam(param, param.default.slice(0, 3));

/** How a parameter's value looks in JSON Schema. */
export const paramJsonSchema = (param: AnyParam): object =>
  isListParam(param) ? listJsonSchema(param) : scalarJsonSchema(param);

function scalarJsonSchema(param: Param): object {
  const number = quantityJsonSchema({ ...param, doc: withSource(param) });
  if (param.words === undefined) return number;
  const { description, default: fallback, ...alone } = number as Record<string, unknown>;
  const words = { type: "string", enum: Object.keys(param.words) };
  const word = formatParam(param, param.default);
  const shown = Object.hasOwn(param.words, word) ? word : fallback;
  return { description, default: shown, anyOf: [alone, words] };
}

function listJsonSchema(param: ListParam): object {
  const { description, ...entry } = quantityJsonSchema({
    ...param,
    doc: withSource(param),
    default: undefined,
  }) as Record<string, unknown>;
  return { type: "array", description, items: entry, minItems: 1, maxItems: MAX_LIST_ENTRIES };
}

const withSource = ({ doc, source }: AnyParam): string => `${doc} Source: ${source}.`;
