/**
 * Points of an experiment in two of its measures: which of them are on the Pareto front, which are
 * dominated and by whom. Points that miss the objective take no part: a machine that saves power by
 * answering late is no alternative. Values are those of the estimates; their intervals stand beside.
 */
import type { Estimate } from "../../stats/estimate.ts";
import type { Metric } from "../../stats/metric.ts";
import { METRICS } from "../../stats/registry.ts";
import { type Better, dominators } from "./front.ts";

export type ParetoStanding =
  | "FRONT" // no other point beats it in both measures
  | "DOMINATED" // another one is no worse in both and better in one
  | "MISSES_SLO" // it is not within the objective
  | "ABSENT"; // a measure, or that of the objective, has no value

/** What is asked of one point. */
export interface ParetoEstimates {
  readonly x: Estimate;
  readonly y: Estimate;
  /** True without an objective; null if it cannot be told. */
  readonly withinSlo: boolean | null;
}

export interface ParetoPlace extends ParetoEstimates {
  readonly standing: ParetoStanding;
  /** Position of a point on the front that beats it; null if none does or it takes no part. */
  readonly dominatedBy: number | null;
}

/** Measures that have a better direction, so that a front can be drawn for them. */
const PARETO_MEASURES: readonly Metric[] = METRICS.filter((m) => m.better !== "NEUTRAL");

/** The direction of a measure of PARETO_MEASURES. Throws a RangeError that lists them for any other. */
export function directionOf(measureId: string): Better {
  const better = PARETO_MEASURES.find(({ id }) => id === measureId)?.better;
  if (better === "LOWER" || better === "HIGHER") return better;
  const known = PARETO_MEASURES.map(({ id }) => id).join(", ");
  const why = METRICS.some(({ id }) => id === measureId)
    ? "is neither better high nor better low"
    : "is not known";
  throw new RangeError(`measure "${measureId}" ${why}; a front may have: ${known}`);
}

/** The standing of each point, in their order. */
export function paretoOf(points: readonly ParetoEstimates[]): readonly ParetoPlace[] {
  const [first] = points;
  if (first === undefined) return [];
  const better = { x: directionOf(first.x.measure), y: directionOf(first.y.measure) };
  const entrants = points.flatMap(({ x, y, withinSlo }, position) =>
    x.value === null || y.value === null || withinSlo !== true
      ? []
      : [{ position, x: x.value, y: y.value }],
  );
  const beaten = new Map(
    dominators(entrants, better).map((by, i) => [
      entrants[i]?.position,
      by === null ? null : (entrants[by]?.position ?? null),
    ]),
  );
  return points.map((point, position) => {
    const dominatedBy = beaten.get(position);
    if (dominatedBy === undefined) return { ...point, standing: absence(point), dominatedBy: null };
    return { ...point, standing: dominatedBy === null ? "FRONT" : "DOMINATED", dominatedBy };
  });
}

const absence = ({ x, y, withinSlo }: ParetoEstimates): ParetoStanding =>
  withinSlo === false && x.value !== null && y.value !== null ? "MISSES_SLO" : "ABSENT";
