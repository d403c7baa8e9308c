/**
 * What an elastic thread publishes of itself for the control plane, once per metrics period: at the end of
 * the receive work of the first pass that finds the period over. A parked thread publishes nothing, so it
 * comes back with the averages that it left with, and its first period spans the time that it was parked.
 * Source: IX, `dp/core/ethqueue.c`, `eth_process_recv`.
 */
import { type MovingAverages, movedAll, movedFast, NO_SAMPLES } from "./moving-averages.ts";

export interface ThreadMetrics {
  /** Packets per pass, taken and left waiting together; passes that find nothing count. */
  readonly queueLength: MovingAverages;
  /** Share of the time spent waiting for the first packet, 0 to 1. */
  readonly idleShare: MovingAverages;
  /** Packets taken per pass. Monitored; no released policy looks at it. Fast average, as the next two. */
  readonly batchSize: number;
  /** From the poll of a pass's oldest packet to the end of its receive work, in ps. Monitored. */
  readonly queuingDelayPs: number;
  /** Length of a pass without idle waiting, in ps. Monitored. */
  readonly passPs: number;
}

/** Metrics of a thread that has published nothing yet. */
export const UNPUBLISHED: ThreadMetrics = Object.freeze({
  queueLength: NO_SAMPLES,
  idleShare: NO_SAMPLES,
  batchSize: 0,
  queuingDelayPs: 0,
  passPs: 0,
});

/** What a thread counted since it published last. */
export interface MetricsPeriod {
  /** Since the last publication, parked time included, in ps. */
  readonly elapsedPs: number;
  /** Part of it that was idle waiting, in ps; being parked is not idle waiting. */
  readonly idlePs: number;
  /** Passes; at least the one that publishes. */
  readonly passes: number;
  /** Packets taken by these passes, in total. */
  readonly taken: number;
  /** Packets that each pass left waiting, summed over passes. */
  readonly leftWaiting: number;
  /** Queuing delays of the passes, summed, in ps; a pass that finds nothing adds none. */
  readonly queuingDelayPs: number;
}

/** The metrics after one more period. Means are over passes, not over time. */
export function publish(before: ThreadMetrics, period: MetricsPeriod): ThreadMetrics {
  const { elapsedPs, idlePs, passes, taken, leftWaiting } = period;
  return {
    queueLength: movedAll(before.queueLength, (taken + leftWaiting) / passes),
    idleShare: movedAll(before.idleShare, idlePs / elapsedPs),
    batchSize: movedFast(before.batchSize, taken / passes),
    queuingDelayPs: movedFast(before.queuingDelayPs, period.queuingDelayPs / passes),
    passPs: movedFast(before.passPs, (elapsedPs - idlePs) / passes),
  };
}
