/**
 * What one simulation measured, as plain data that adds up: two records of the same kind merge by
 * adding counters and histograms, so a metric of several replications is a metric of their merged
 * record and a percentile is never averaged.
 */
import type { LatencyHistogram } from "./histogram.ts";
import type { Series } from "./series.ts";

export interface RunRecord {
  /**
   * By name: latencies in nanoseconds (`latency`: of the latency client, or of a closed loop; `loadLatency`: of the
   * load clients; `migration`: of migrate commands), and batch sizes in packets (`batch`).
   */
  readonly histograms: Readonly<Record<string, LatencyHistogram>>;
  /**
   * Additive counts over the measured window, unit last in the name: `measuredPs`, `requests`,
   * `kernelPs`, `userPs`, `idlePs`, `energyPj`, `drops`. All finite doubles.
   */
  readonly counters: Readonly<Record<string, number>>;
  /** Given if load or policy change with time. It belongs to one run: merged records have none. */
  readonly series?: Series;
}
