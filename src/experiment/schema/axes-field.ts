/** The form of `axes`, and how it looks in JSON Schema; what stands in it is read by `readAxes`. */
import { z } from "zod";
import { AXIS_SIZES } from "../axes.ts";
import { MAX_AXES, MAX_AXIS_VALUES } from "../limits.ts";
import { axisParam, axisPaths, type AxisSubjects } from "./axis-params.ts";
import { AXIS_EXAMPLE } from "./axis-values.ts";
import { conditionJsonSchema } from "./condition.ts";
import { type Mistake, report, show } from "./issue.ts";
import { annotate } from "./json-schema.ts";
import { paramJsonSchema } from "./param.ts";
import { quantityJsonSchema } from "./quantity.ts";
import { listOrRangeJsonSchema } from "./values.ts";

export function axesField(): z.ZodType {
  const entry = z.unknown().check((ctx) => {
    if (entryOf(ctx.value) === undefined) report(ctx, ctx.value, entryMistake(ctx.value));
  });
  return annotate(z.array(entry).min(1).max(MAX_AXES), axesJsonSchema());
}

/** An axis as it was written: a path or `zip`, its values, and where it applies. */
export interface AxisEntry {
  readonly key: string;
  readonly value: unknown;
  /** Undefined if there is none. */
  readonly when: unknown;
}

export function entryOf(entry: unknown): AxisEntry | undefined {
  if (entry === null || typeof entry !== "object" || Array.isArray(entry)) return undefined;
  const { when, ...rest } = entry as Readonly<Record<string, unknown>>;
  const [only, ...more] = Object.entries(rest);
  return only === undefined || more.length > 0 ? undefined : { key: only[0], value: only[1], when };
}

/** Why something is no entry. */
export function entryMistake(value: unknown): Mistake {
  const keys = value !== null && typeof value === "object" ? Object.keys(value) : [];
  const got = Array.isArray(value) || keys.length === 0 ? show(value) : `with ${keys.join(", ")}`;
  return {
    code: "WRONG_TYPE",
    message: `an axis is a mapping with one key, and perhaps "when", not ${shortened(got)}`,
    hint: `write ${AXIS_EXAMPLE}`,
  };
}

const shortened = (text: string): string => (text.length > 100 ? `${text.slice(0, 97)}...` : text);

const ANYTHING: AxisSubjects = { workload: undefined, systems: [], platform: undefined };

/** The names of everything that may vary, in JSON Schema. */
export const pathsJsonSchema = (...more: readonly string[]): object => ({
  enum: [...axisPaths(ANYTHING), ...more],
});

function axesJsonSchema(): object {
  const properties = axisPaths(ANYTHING).flatMap((path) => {
    const param = axisParam(path, ANYTHING);
    if (param === undefined) return [];
    const entry = withoutNotes(paramJsonSchema(param));
    const end = withoutNotes(quantityJsonSchema(param));
    const values = listOrRangeJsonSchema(entry, MAX_AXIS_VALUES, end, true);
    return [[path, { description: param.doc, ...values }]];
  });
  return {
    description:
      "What varies beside system and load: every combination of values is a point, the first axis " +
      `slowest. A system that lacks a parameter is not varied by it. Sizes: ${AXIS_SIZES.join(", ")}.`,
    type: "array",
    minItems: 1,
    maxItems: MAX_AXES,
    items: {
      type: "object",
      minProperties: 1,
      maxProperties: 2,
      properties: {
        ...Object.fromEntries(properties),
        zip: {
          description: "Parameters that take their values together, one after the other.",
          type: "array",
          minItems: 2,
          maxItems: MAX_AXES,
          items: {
            type: "object",
            minProperties: 1,
            maxProperties: 1,
            propertyNames: pathsJsonSchema(),
          },
        },
        when: conditionJsonSchema("The axis varies a system only where this holds."),
      },
      additionalProperties: false,
    },
  };
}

/** The schema of a value alone: what it is and its default are said of the axis. */
const withoutNotes = (schema: object): object =>
  Object.fromEntries(
    Object.entries(schema).filter(([key]) => key !== "description" && key !== "default"),
  );
