/** A measure of one point, by its id. */
import { estimate } from "../stats/confidence.ts";
import type { Estimate } from "../stats/estimate.ts";
import type { Metric } from "../stats/metric.ts";
import type { RunRecord } from "../stats/record.ts";
import { METRICS } from "../stats/registry.ts";

/** Achieved throughput below this share of what was due means: the load is beyond capacity. */
const SATURATED_BELOW = 0.99;

/** The metric of an id. Throws a RangeError that lists the known ids. */
export function metricOf(measureId: string): Metric {
  const metric = METRICS.find((m) => m.id === measureId);
  if (metric !== undefined) return metric;
  throw new RangeError(
    `unknown measure "${measureId}"; known: ${METRICS.map((m) => m.id).join(", ")}`,
  );
}

/** Estimates a measure from the records of a point's finished replications. */
export function estimateMetric(
  records: readonly RunRecord[],
  measureId: string,
  confidence = 0.95,
): Estimate {
  return estimate(records, metricOf(measureId), confidence);
}

/**
 * True if less was achieved than was due, null while nothing is known. Compared with the load that
 * was really drawn, not the nominal one, so that chance in the arrivals is not taken for it.
 */
export function isSaturated(records: readonly RunRecord[]): boolean | null {
  const achieved = estimateMetric(records, "throughput").value;
  const offered = estimateMetric(records, "offered").value;
  return achieved === null || offered === null ? null : achieved < SATURATED_BELOW * offered;
}
