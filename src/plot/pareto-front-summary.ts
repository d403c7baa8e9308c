/** A Pareto front in one sentence: how many points are on it, and what its two ends are. */
import { grouped, prefixed } from "./number-format.ts";
import { frontOf, type ParetoFrontData, type PlacedPoint } from "./pareto-front-data.ts";

export function paretoSummary(data: ParetoFrontData): string {
  const front = frontOf(data);
  const within = data.objective === null ? "" : ` within ${data.objective}`;
  const [first, last] = [front[0], front.at(-1)];
  if (first === undefined || last === undefined) return `No point has both measures${within}.`;
  const total = grouped(String(data.points.length));
  const counts = `${front.length} of ${total} points ${front.length === 1 ? "is" : "are"} on the front${within}`;
  if (first === last) return `${counts}: ${describe(data, first)}.`;
  return `${counts}: from ${describe(data, first)} to ${describe(data, last)}.`;
}

/** For tooltips and screen readers. */
export function paretoPointLabel(data: ParetoFrontData, point: PlacedPoint): string {
  const standing = {
    FRONT: "on the front",
    DOMINATED: "dominated",
    MISSES_SLO: `not within ${data.objective ?? "the objective"}`,
    ABSENT: "without a value",
  }[point.standing];
  return `${describe(data, point)}, ${standing}`;
}

const describe = (data: ParetoFrontData, { label, x, y }: PlacedPoint): string =>
  `${label} (${prefixed(x, data.x.unit)}, ${prefixed(y, data.y.unit)})`;
