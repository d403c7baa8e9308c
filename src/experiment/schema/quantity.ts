/**
 * Quantities in a definition: required text with a unit (`500us`, `1.8Mrps`), within bounds, parsed
 * to the base unit. Counts and shares are the only bare numbers.
 */
import { z } from "zod";
import {
  type Dimension,
  formatQuantity,
  parseQuantity,
  type QuantityFault,
  SCALES,
} from "../../units.ts";
import { annotate } from "./json-schema.ts";
import { type Mistake, report, show } from "./issue.ts";

export interface QuantityBounds {
  readonly dimension: Dimension;
  readonly min: number;
  readonly max: number;
  readonly doc: string;
  readonly default?: number | undefined;
}

/** Schema of one quantity; its output is a number in the base unit of the dimension. */
export function quantity(bounds: QuantityBounds): z.ZodType<number> {
  const schema = z.unknown().transform((input, ctx): number => {
    const mistake = read(input, bounds);
    if (typeof mistake === "number") return mistake;
    report(ctx, input, mistake);
    return z.NEVER;
  });
  return annotate(schema as unknown as z.ZodType<number>, quantityJsonSchema(bounds));
}

function read(input: unknown, bounds: QuantityBounds): number | Mistake {
  const { dimension, min, max } = bounds;
  if (typeof input !== "string" && typeof input !== "number") {
    return {
      code: "WRONG_TYPE",
      message: `must be a ${dimension}, not ${show(input)}`,
      hint: `write "${SCALES[dimension].example}"`,
    };
  }
  const text = String(input);
  const isNegative = text.trim().startsWith("-");
  const parsed = parseQuantity(isNegative ? text.trim().slice(1) : text, dimension);
  if (!parsed.ok) return unreadable(input, parsed, dimension);
  const value = isNegative ? -parsed.value : parsed.value;
  if (dimension === "count" && !Number.isSafeInteger(value)) {
    return { code: "WRONG_TYPE", message: `${show(input)} must be a whole number` };
  }
  if (value < min || value > max) {
    const range = rangeText(bounds);
    const near = formatQuantity(value < min ? min : max, dimension);
    return {
      code: "OUT_OF_RANGE",
      message: `${show(input)} is outside ${range}`,
      allowed: [range],
      hint: `the nearest allowed value is ${near}`,
    };
  }
  return value;
}

/** Why text is not a quantity, with what to write instead. */
function unreadable(
  input: string | number,
  { fault, unit }: { readonly fault: QuantityFault; readonly unit?: string },
  dimension: Dimension,
): Mistake {
  const { units, example } = SCALES[dimension];
  const names = Object.keys(units);
  const allowed = names.length > 0 && dimension !== "ratio" ? { allowed: names } : {};
  const anExample = { hint: `for example "${example}"` };
  if (fault === "UNIT_REQUIRED") {
    const usual = dimension === "rate" ? "rps" : (names[2] ?? names[0] ?? "");
    const hint = `write "${input}${usual}"`;
    return { code: fault, message: `${show(input)} needs a unit`, hint, ...allowed };
  }
  if (fault === "UNKNOWN_UNIT") {
    const message = `"${unit}" is not a unit of ${dimension}`;
    return { code: fault, message, ...anExample, ...allowed };
  }
  return { code: "WRONG_TYPE", message: `${show(input)} is not a ${dimension}`, ...anExample };
}

const rangeText = ({ dimension, min, max }: QuantityBounds): string =>
  `${formatQuantity(min, dimension)} to ${formatQuantity(max, dimension)}`;

/** How a quantity looks in JSON Schema. */
export function quantityJsonSchema(bounds: QuantityBounds): object {
  const { dimension, min, max, doc, default: fallback } = bounds;
  const description = `${doc} Allowed: ${rangeText(bounds)}.`;
  const shown = fallback === undefined ? {} : { default: fallback };
  if (dimension === "count")
    return { type: "integer", minimum: min, maximum: max, description, ...shown };
  const units = Object.keys(SCALES[dimension].units).join("|");
  const text = { type: "string", pattern: `^[0-9.]+(e[+-]?[0-9]+)? ?(${units})$` };
  const base =
    dimension === "ratio"
      ? { anyOf: [{ type: "number", minimum: min, maximum: max }, text] }
      : text;
  const shownText = fallback === undefined ? {} : { default: formatQuantity(fallback, dimension) };
  return { ...base, description, examples: [SCALES[dimension].example], ...shownText };
}
