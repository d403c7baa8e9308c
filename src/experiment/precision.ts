/** How often a point is repeated: until the interval of a measure is narrow enough. */
import type { RunRecord } from "../stats/record.ts";
import type { Definition, Precision } from "./definition.ts";
import { estimateMetric } from "./estimate.ts";

/** Replications of a point, unless the definition says otherwise. */
export const DEFAULT_REPLICATIONS = 3;

/**
 * Least replications of a point that is repeated until its interval is narrow, unless the definition says otherwise.
 * Whoever stops when the interval is narrow stops too often when it is narrow by chance: of the intervals that say
 * 95 %, as few as 91 % hold the truth if it starts from 3 replications, 92 % from 5, 93 % from 8 (docs/STATISTICS.md).
 */
export const LEAST_REPLICATIONS = 8;

/** What a definition that does not say how many has. */
export const defaultReplications = (precision: Precision | undefined): number =>
  precision === undefined ? DEFAULT_REPLICATIONS : Math.min(LEAST_REPLICATIONS, precision.most);

/** Most replications that a point may have: what numbers its runs. */
export const mostReplications = ({ replications, precision }: Definition): number =>
  precision?.most ?? replications;

/** A little more than the square law says, so that one round more is often the last. */
const MARGIN = 1.1;

/**
 * Replications that a point needs, judged by those it has; not fewer, and at most twice as many, since an interval of
 * few replications says little of how many are needed.
 */
export function neededReplications(
  records: readonly RunRecord[],
  { measure, halfWidth, most }: Precision,
): number {
  const n = records.length;
  const { value, ciLow, ciHigh } = estimateMetric(records, measure);
  // An absent measure does not appear by repeating: it says why it is absent.
  if (value === null || ciLow === null || ciHigh === null || value === 0) return n;
  const relative = Math.max(ciHigh - value, value - ciLow) / Math.abs(value);
  if (relative <= halfWidth) return n;
  const needed = Math.ceil(n * (relative / halfWidth) ** 2 * MARGIN);
  return Math.max(n, Math.min(most, 2 * n, Math.max(n + 1, needed)));
}
