/** Offered loads in a definition: a list or a range (values.ts). */
import { z } from "zod";
import { rate } from "../../params.ts";
import { MAX_LOADS } from "../limits.ts";
import { annotate } from "./json-schema.ts";
import { quantity } from "./quantity.ts";
import { listOrRange, listOrRangeJsonSchema } from "./values.ts";

const TEXT = {
  type: "string",
  pattern: "^[0-9.]+(e[+-]?[0-9]+)? ?(Mrps|krps|rps)$",
  examples: ["1.8Mrps"],
};
const LOADS_JSON_SCHEMA = {
  description: "Offered loads: a list, or a range by count with both ends in it.",
  ...listOrRangeJsonSchema(TEXT, MAX_LOADS),
};

/** Offered loads in requests/s, ascending. */
export function loads(): z.ZodType<number[]> {
  const values = listOrRange({
    entry: quantity(rate("1Mrps", "Offered load.", "", { min: 1, max: 1e9 })),
    noun: "load",
    most: MAX_LOADS,
    example: '"[100krps, 1Mrps]" or "{ from: 100krps, to: 2Mrps, count: 12 }"',
  });
  const ascending = values.transform((all) => all.toSorted((a, b) => a - b));
  return annotate(ascending as unknown as z.ZodType<number[]>, LOADS_JSON_SCHEMA);
}
