/**
 * The rule of the released IX controller: up when the longest queue is long, down when queues are short
 * and threads idle. It knows neither latency nor load: an SLO is kept only in so far as queues tell of it.
 *
 *   up    if max over threads of queue length (fast) > 32 packets
 *   down  if mean of queue length (slow) < 8 packets and mean idle share (fast) > threshold of the step
 *
 * Source: Prekas et al., SoCC 2015; IX, `cp/ixcp.py`, control loop.
 */
import { count } from "../params.ts";
import type { Constants, Decision, Observation } from "./contract.ts";
import { HOLD_PARAMS, type LastSteps, mayStepDown, mayStepUp, moveBy } from "./holds.ts";
import { IDLE_PARAMS, idleThreshold } from "./idle-threshold.ts";
import { RHYTHM_PARAMS } from "./rhythm.ts";
import type { ThreadMetrics } from "./thread-metrics.ts";

const SOURCE = "IX, cp/ixcp.py, control loop";

export const QUEUE_AND_IDLE_PARAMS = {
  ...RHYTHM_PARAMS,
  upQueue: count(
    32,
    "Queue length of any running thread, in packets, above which the controller steps up.",
    SOURCE,
    { max: 1e6 },
  ),
  downQueue: count(
    8,
    "Mean queue length of the running threads, in packets, below which it may step down.",
    SOURCE,
    { max: 1e6 },
  ),
  ...HOLD_PARAMS,
  ...IDLE_PARAMS,
};

/** Mean over the running threads; without any it is not a number, and no threshold is passed. */
export const meanOf = (
  running: readonly ThreadMetrics[],
  of: (metrics: ThreadMetrics) => number,
): number => running.reduce((sum, metrics) => sum + of(metrics), 0) / running.length;

/** The decision of one tick. */
export function decideByQueueAndIdle(
  last: LastSteps,
  seen: Observation,
  constants: Constants<typeof QUEUE_AND_IDLE_PARAMS>,
): Decision<LastSteps> {
  const { upQueue, downQueue } = constants.params;
  const { running, step } = seen;
  const longestQueue = Math.max(...running.map((metrics) => metrics.queueLength.fast));
  if (longestQueue > upQueue && mayStepUp(last, seen, constants)) return moveBy(1, last, seen);
  const isIdle =
    meanOf(running, (metrics) => metrics.queueLength.slow) < downQueue &&
    meanOf(running, (metrics) => metrics.idleShare.fast) > idleThreshold(constants, step);
  return moveBy(isIdle && mayStepDown(last, seen, constants) ? -1 : 0, last, seen);
}
