/**
 * The axes of a definition: a list whose entries each have one key, the path of what varies, and its
 * values as a list or a range. Which paths there are depends on the systems and the workload, so the
 * entries are read once those are known.
 */
import { z } from "zod";
import { AXIS_SIZES } from "../axes.ts";
import type { Axis } from "../definition.ts";
import { MAX_AXES, MAX_AXIS_VALUES } from "../limits.ts";
import type { Problem } from "../problem.ts";
import { axisParam, axisPaths, type AxisSubjects } from "./axis-params.ts";
import { didYouMean, pointerOf, problemsOf, report, show } from "./issue.ts";
import { annotate } from "./json-schema.ts";
import { paramJsonSchema, scalarValue } from "./param.ts";
import { quantity, quantityJsonSchema } from "./quantity.ts";
import { listOrRange, listOrRangeJsonSchema } from "./values.ts";

const EXAMPLE = '"- dataplane.batchBound: [1, 8, 64]"';

/** The form of `axes` only; what stands in it is read by `readAxes`. */
export function axesField(): z.ZodType {
  const entry = z.unknown().check((ctx) => {
    if (pathIn(ctx.value) !== undefined) return;
    const message = `an axis is a mapping with one key, not ${show(ctx.value)}`;
    report(ctx, ctx.value, { code: "WRONG_TYPE", message, hint: `write ${EXAMPLE}` });
  });
  return annotate(z.array(entry).min(1).max(MAX_AXES), axesJsonSchema());
}

/** The only key of an axis. */
function pathIn(entry: unknown): string | undefined {
  if (entry === null || typeof entry !== "object" || Array.isArray(entry)) return undefined;
  const keys = Object.keys(entry);
  return keys.length === 1 ? keys[0] : undefined;
}

/** @param definition as it was written: fields that contradict an axis are looked for in it. */
export function readAxes(
  definition: unknown,
  subjects: AxisSubjects,
  problems: Problem[],
): readonly Axis[] {
  const given = (definition as { axes?: unknown } | null)?.axes;
  if (!Array.isArray(given)) return [];
  const read: Axis[] = [];
  const places = new Map<string, number>();
  given.slice(0, MAX_AXES).forEach((entry: unknown, i) => {
    const path = pathIn(entry);
    if (path === undefined) return;
    const pointer = pointerOf(["axes", i, path]);
    const first = places.get(path);
    if (first !== undefined) {
      const message = `axes ${first} and ${i} both vary ${path}`;
      problems.push({ code: "DUPLICATE", message, pointer, hint: "put all values in one axis" });
      return;
    }
    places.set(path, i);
    const axis = readAxis(path, (entry as Record<string, unknown>)[path], i, subjects, problems);
    if (axis !== undefined) read.push(axis);
  });
  problems.push(...sizeConflicts(definition, places));
  return read;
}

function readAxis(
  path: string,
  value: unknown,
  index: number,
  subjects: AxisSubjects,
  problems: Problem[],
): Axis | undefined {
  const param = axisParam(path, subjects);
  if (param === undefined) {
    const allowed = axisPaths(subjects);
    problems.push({
      code: "UNKNOWN_KEY",
      message: `nothing here has a parameter ${show(path)} to vary`,
      pointer: pointerOf(["axes", index, path]),
      hint: didYouMean(path, allowed) ?? `write ${EXAMPLE}`,
      allowed,
    });
    return undefined;
  }
  const values = listOrRange({
    entry: scalarValue(param),
    end: quantity(param),
    noun: "value",
    most: MAX_AXIS_VALUES,
    example: '"[1, 8, 64]" or "{ from: 1, to: 16, count: 4 }"',
    fractions: param.dimension === "ratio",
  }).check((ctx) => {
    if (new Set(ctx.value).size === ctx.value.length) return;
    const message = "the range holds the same value twice, since values are whole";
    report(ctx, value, { code: "DUPLICATE", message, hint: "use a smaller count" }, ["count"]);
  });
  const parsed = values.safeParse(value);
  if (parsed.success) return { path, values: parsed.data };
  const base = ["axes", index, path];
  problems.push(...parsed.error.issues.flatMap((issue) => problemsOf(issue, base, value)));
  return undefined;
}

/** Cores and hardware threads say the same thing: of axes and fields, only one may say it. */
function sizeConflicts(definition: unknown, places: ReadonlyMap<string, number>): Problem[] {
  const pairs = [
    ["cores", "hardwareThreads"],
    ["hardwareThreads", "cores"],
  ] as const;
  return pairs.flatMap(([path, other]): Problem[] => {
    const place = places.get(path);
    if (place === undefined) return [];
    const twice = places.get(other);
    // Two such axes are one mistake, reported at the second.
    const isAxis = twice !== undefined && twice < place;
    if (!isAxis && (twice !== undefined || !hasField(definition, other))) return [];
    const message = `${path} and ${other} say the same thing twice`;
    const hint = isAxis ? "give one of them" : `remove ${other}, or vary it instead`;
    return [{ code: "CONFLICT", message, pointer: pointerOf(["axes", place, path]), hint }];
  });
}

/** Whether a field is given at the top or in one of the systems. */
function hasField(definition: unknown, key: string): boolean {
  const { systems } = definition as { systems?: unknown };
  return [definition, ...(Array.isArray(systems) ? (systems as unknown[]) : [])].some(
    (part) => part !== null && typeof part === "object" && Object.hasOwn(part, key),
  );
}

function axesJsonSchema(): object {
  const anything: AxisSubjects = { workload: undefined, systems: [], platform: undefined };
  const properties = axisPaths(anything).flatMap((path) => {
    const param = axisParam(path, anything);
    if (param === undefined) return [];
    const entry = withoutNotes(paramJsonSchema(param));
    const end = withoutNotes(quantityJsonSchema(param));
    const values = listOrRangeJsonSchema(entry, MAX_AXIS_VALUES, end);
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
      maxProperties: 1,
      properties: Object.fromEntries(properties),
      additionalProperties: false,
    },
  };
}

/** The schema of a value alone: what it is and its default are said of the axis. */
const withoutNotes = (schema: object): object =>
  Object.fromEntries(
    Object.entries(schema).filter(([key]) => key !== "description" && key !== "default"),
  );
