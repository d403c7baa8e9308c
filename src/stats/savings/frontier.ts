/**
 * The Pareto frontier of static configurations: the best that any of them does at a load that it carries
 * under the objective. It bounds what a policy can reach by switching between them without loss.
 */
import { highestRps, type StaticCurve, valueAt } from "./static-curve.ts";

/** Least power, or most background throughput. */
export type Better = "LOWER" | "HIGHER";

/**
 * The frontier at a load. A configuration takes part up to the highest load that it carries, and below its
 * lowest sample with the value there. Beyond what any of them carries, the frontier stays as it ends.
 * @throws RangeError if no curve has a sample.
 */
export function frontierAt(curves: readonly StaticCurve[], load: number, better: Better): number {
  const end = curves.reduce((most, curve) => Math.max(most, highestRps(curve)), 0);
  const reached = Math.min(load, end);
  const values = curves
    .filter((curve) => curve.rps.length > 0 && highestRps(curve) >= reached)
    .map((curve) => valueAt(curve, reached));
  if (values.length === 0) throw new RangeError("a frontier needs a curve with samples");
  return better === "LOWER" ? Math.min(...values) : Math.max(...values);
}
