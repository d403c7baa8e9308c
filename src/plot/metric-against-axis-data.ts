/**
 * What a plot of a metric against an axis of an experiment is drawn from, and how it is made from
 * points: the last axis that varies goes to the right, and every combination of a system and values
 * of the other axes is a curve, but for axes that move in step with the last. Plain data, from the CLI or from GraphQL.
 */
import type { Provenance } from "./provenance.ts";

export interface PlotAxisValue {
  /** With its unit, or as a word. */
  readonly text: string;
  /** Null for a word: it stands beyond the numbers. */
  readonly value: number | null;
}

/** An axis of an experiment. */
export interface PlotAxis {
  readonly path: string;
  readonly values: readonly PlotAxisValue[];
}

export interface MetricPoint extends PlotAxisValue {
  /** The metric; null until a run of the point has ended. */
  readonly metric: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export interface MetricCurve {
  readonly id: string;
  readonly name: string;
  readonly dataplane: string;
  /** In the order of the axis' values. */
  readonly points: readonly MetricPoint[];
}

export interface MetricAgainstAxisData {
  readonly title: string;
  readonly axis: PlotAxis;
  /** Its title and the unit of its values, before any prefix. */
  readonly metric: { readonly title: string; readonly unit: string };
  readonly curves: readonly MetricCurve[];
  readonly provenance: Provenance;
}

/** A point of an experiment, of any combination of axes. */
export interface VariedPoint {
  readonly systemId: string;
  /** Paths of axes to values as text, among other parameters. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly value: number | null;
  readonly ciLow: number | null;
  readonly ciHigh: number | null;
}

interface NamedSystem {
  readonly id: string;
  readonly name: string;
  readonly dataplane: string;
}

/** The last axis with several values that varies every point; undefined if none does. */
export function lastVaryingAxis(
  axes: readonly PlotAxis[],
  points: readonly Pick<VariedPoint, "params">[],
): PlotAxis | undefined {
  return axes.findLast(
    ({ path, values }) =>
      values.length > 1 && points.every(({ params }) => Object.hasOwn(params, path)),
  );
}

/** One curve per system and combination of values of the other axes, in the order of the points. */
export function curvesAgainst(
  axis: PlotAxis,
  axes: readonly PlotAxis[],
  systems: readonly NamedSystem[],
  points: readonly VariedPoint[],
): readonly MetricCurve[] {
  const others = axes.filter(
    ({ path, values }) =>
      path !== axis.path && values.length > 1 && !isInStep(path, axis.path, points),
  );
  const curves = new Map<string, { readonly curve: MetricCurve; readonly points: MetricPoint[] }>();
  for (const { systemId, params, value: metric, ciLow: low, ciHigh: high } of points) {
    const system = systems.find(({ id }) => id === systemId);
    const at = axis.values.find(({ text }) => text === params[axis.path]);
    if (system === undefined || at === undefined) continue;
    const own = others.filter(({ path }) => Object.hasOwn(params, path));
    const chosen = own.map(({ path }) => `, ${axisName(path)} ${String(params[path])}`).join("");
    const id = `${system.id}${chosen}`;
    const known = curves.get(id) ?? newCurve(id, `${system.name}${chosen}`, system.dataplane);
    known.points.push({ ...at, metric, low, high });
    curves.set(id, known);
  }
  return [...curves.values()].map(({ curve }) => curve);
}

/** Whether a parameter moves with the axis, as in a lock-step: then it tells no curve from another. */
function isInStep(path: string, axisPath: string, points: readonly VariedPoint[]): boolean {
  const known = new Map<string, unknown>();
  return points.every(({ systemId, params }) => {
    const at = `${systemId} ${String(params[axisPath])}`;
    if (!known.has(at)) known.set(at, params[path]);
    return known.get(at) === params[path];
  });
}

function newCurve(id: string, name: string, dataplane: string) {
  const points: MetricPoint[] = [];
  return { points, curve: { id, name, dataplane, points } };
}

/** `batchBound` of `dataplane.batchBound`. */
export const axisName = (path: string): string => path.slice(path.lastIndexOf(".") + 1);

/** For axis labels: `Batch bound` of `dataplane.batchBound`. */
export function axisTitle(path: string): string {
  const words = axisName(path).replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
