/**
 * `sample` in a definition: axes that are ranges without a count are not multiplied; points are drawn
 * from the space that they span, and become one lock-step axis.
 */
import { z } from "zod";
import { count, type Param } from "../../params.ts";
import type { Axis, Sample, VariedParam } from "../definition.ts";
import { contentHash } from "../digest.ts";
import { MAX_AXIS_VALUES } from "../limits.ts";
import type { Problem } from "../problem.ts";
import { SAMPLE_METHODS, type SampleMethod, unitPoints } from "../sampling/methods.ts";
import { pointerOf } from "./issue.ts";
import { quantity } from "./quantity.ts";
import { seed } from "./seed.ts";
import { between, type Ends } from "./values.ts";

const METHODS = Object.keys(SAMPLE_METHODS) as [SampleMethod, ...SampleMethod[]];

export const SAMPLE = z
  .strictObject({
    method: z.enum(METHODS),
    count: quantity(count(64, "Points to draw.", "", { min: 1, max: MAX_AXIS_VALUES })),
    seed: seed(
      "Of the draw; the same seed gives the same points. Left out: made from rootSeed.",
    ).optional(),
  })
  .describe(
    "Draws points from the axes that are ranges without a count, instead of multiplying them.",
  );

export type SampleField = z.output<typeof SAMPLE>;

/** An axis from whose range values are drawn. */
export interface DrawnAxis {
  readonly path: string;
  readonly param: Param;
  readonly ends: Ends;
}

/** Significant digits of a drawn quantity: what is drawn has to be read, and none needs more. */
const DIGITS = 4;

/** The lock-step axis of a sample, and what is remembered of how it came about. */
export function draw(
  { method, count: size, seed: given }: SampleField,
  drawn: readonly DrawnAxis[],
  rootSeed: string,
): { readonly axis: Axis; readonly sample: Sample } {
  const seedText =
    given ?? BigInt(`0x${contentHash(["sample", rootSeed]).slice(0, 16)}`).toString();
  const points = unitPoints(method, size, drawn.length, seedText);
  const rows = points.map((point) => drawn.map((axis, i) => valueAt(axis, point[i] ?? 0)));
  const distinct = [...new Map(rows.map((row) => [row.join(), row])).values()];
  const params = drawn.map(
    ({ path }, i): VariedParam => ({ path, values: distinct.map((row) => row[i] ?? Number.NaN) }),
  );
  const [first] = params;
  const axis = params.length === 1 && first !== undefined ? first : { zip: params };
  const paths = drawn.map(({ path }) => path);
  return { axis, sample: { method, count: size, seed: seedText, paths } };
}

/** Whole values get equal shares of the unit interval. */
function valueAt({ param, ends }: DrawnAxis, share: number): number {
  const { from, to } = ends;
  const isWhole = param.dimension === "count";
  const exact = isWhole
    ? Math.floor(between({ ...ends, to: to + 1 }, share))
    : Number(between(ends, share).toPrecision(DIGITS));
  const value = param.dimension === "ratio" || isWhole ? exact : Math.round(exact);
  return Math.min(to, Math.max(from, value));
}

/** What contradicts a sample: nothing to draw from, or more points than there are. */
export function sampleProblems(
  { count: size }: SampleField,
  drawn: readonly DrawnAxis[],
): readonly Problem[] {
  if (drawn.length === 0) {
    const message = "there is no axis to draw from";
    const hint = 'give an axis as a range without a count, as in "- cores: { from: 1, to: 8 }"';
    return [{ code: "CONFLICT", message, pointer: "/sample", hint }];
  }
  const distinct = drawn.reduce((n, { param, ends }) => {
    return n * (param.dimension === "count" ? ends.to - ends.from + 1 : Number.POSITIVE_INFINITY);
  }, 1);
  if (size <= distinct) return [];
  const message = `${size} points cannot be drawn from ${distinct}`;
  const hint = "use a smaller count, or list the values";
  return [{ code: "OUT_OF_RANGE", message, pointer: pointerOf(["sample", "count"]), hint }];
}
