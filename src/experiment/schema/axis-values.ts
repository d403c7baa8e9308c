/** The values of one parameter of an axis: a list, a range by count, or a range to draw from. */
import { MAX_AXIS_VALUES } from "../limits.ts";
import type { Problem } from "../problem.ts";
import { axisParam, axisPaths, type AxisSubjects } from "./axis-params.ts";
import { didYouMean, pointerOf, problemsOf, report, show } from "./issue.ts";
import { scalarValue } from "./param.ts";
import { quantity } from "./quantity.ts";
import type { DrawnAxis } from "./sample.ts";
import { drawnRange, listOrRange } from "./values.ts";

export const AXIS_EXAMPLE = '"- dataplane.batchBound: [1, 8, 64]"';

export interface WrittenParam {
  /** What varies. */
  readonly path: string;
  /** As it was written. */
  readonly value: unknown;
  /** Where that stands in the definition. */
  readonly at: readonly PropertyKey[];
}

/** In base units; undefined if something is wrong with them. */
export function readValues(
  { path, value, at }: WrittenParam,
  subjects: AxisSubjects,
  problems: Problem[],
): readonly number[] | undefined {
  const param = axisParam(path, subjects);
  if (param === undefined) {
    problems.push(unknownPath(path, at, subjects));
    return undefined;
  }
  const isZipped = at.includes("zip");
  const values = listOrRange({
    entry: scalarValue(param),
    end: quantity(param),
    noun: "value",
    most: MAX_AXIS_VALUES,
    example: '"[1, 8, 64]" or "{ from: 1, to: 16, count: 4 }"',
    fractions: param.dimension === "ratio",
    repeats: isZipped,
  }).check((ctx) => {
    if (isZipped || new Set(ctx.value).size === ctx.value.length) return;
    const message = "the range holds the same value twice, since values are whole";
    report(ctx, value, { code: "DUPLICATE", message, hint: "use a smaller count" }, ["count"]);
  });
  const parsed = values.safeParse(value);
  if (parsed.success) return parsed.data;
  problems.push(...parsed.error.issues.flatMap((issue) => problemsOf(issue, at, value)));
  return undefined;
}

/** A range without a count is drawn from, if there is a sample. */
export const isDrawn = (value: unknown): boolean =>
  value !== null &&
  typeof value === "object" &&
  !Array.isArray(value) &&
  !Object.hasOwn(value, "count") &&
  !Object.hasOwn(value, "step");

export function readDrawn(
  { path, value, at }: WrittenParam,
  subjects: AxisSubjects,
  problems: Problem[],
): DrawnAxis | undefined {
  const param = axisParam(path, subjects);
  if (param === undefined) {
    problems.push(unknownPath(path, at, subjects));
    return undefined;
  }
  const range = drawnRange(quantity(param));
  const parsed = range.safeParse(value);
  if (parsed.success) return { path, param, ends: parsed.data };
  problems.push(...parsed.error.issues.flatMap((issue) => problemsOf(issue, at, value, range)));
  return undefined;
}

export function unknownPath(
  path: string,
  at: readonly PropertyKey[],
  subjects: AxisSubjects,
): Problem {
  const allowed = axisPaths(subjects);
  return {
    code: "UNKNOWN_KEY",
    message: `nothing here has a parameter ${show(path)} to vary`,
    pointer: pointerOf(at),
    hint: didYouMean(path, allowed) ?? `write ${AXIS_EXAMPLE}`,
    allowed,
  };
}
