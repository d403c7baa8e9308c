/**
 * Feedback from the objective itself: the tail latency that clients saw of late, against the SLO.
 *
 *   up    if p99 > high share * SLO
 *   down  if p99 < low share * SLO and mean idle share (fast) > threshold of the step
 *
 * Ladder, idle rule and hold-offs are those of `ix-energy`, so that a comparison of the two shows what
 * knowing the latency is worth against knowing the queues. Two things are different, for the signal's sake:
 *
 * - A step up is judged by messages of its own: the next one waits until the window that lay before it has
 *   passed, or an overload of the past would count again and again.
 * - Low latency does not tell how much capacity is left, since it is flat almost up to saturation; so idle
 *   time still decides when to step down. A window with too few messages says nothing against it either.
 *
 * Source: our design, after the SoCC'15 objective; feedback on measured tail latency is known from Lo et
 * al., "Towards Energy Proportionality for Large-Scale Latency-Critical Workloads", ISCA 2014.
 */
import { ratio, time } from "../../params.ts";
import { defineControlledPolicy } from "../contract.ts";
import { HOLD_PARAMS, mayStepDown, mayStepUp, moveBy, NO_STEPS } from "../holds.ts";
import { IDLE_PARAMS, idleThreshold } from "../idle-threshold.ts";
import { energyLadder } from "../ladders.ts";
import { meanOf } from "../queue-and-idle.ts";
import { RHYTHM_PARAMS, rhythmOf } from "../rhythm.ts";

export const sloFeedback = defineControlledPolicy({
  id: "slo-feedback",
  title: "SLO feedback",
  doc: "Steps up when the measured p99 comes near the SLO, and down when it is far below and threads idle.",
  source: "own design; compare ISCA'14, Lo et al.",
  params: {
    ...RHYTHM_PARAMS,
    slo: time("500us", "Objective for the 99th percentile of latency.", "SoCC'15 scripts", {
      min: "1us",
    }),
    window: time("200ms", "Over which the 99th percentile is taken.", "assumed: upAfterUp", {
      min: "1ms",
      max: "60s",
    }),
    highShare: ratio(0.6, "Share of the SLO above which the policy steps up.", "assumed"),
    lowShare: ratio(0.3, "Share of the SLO below which it may step down.", "assumed"),
    ...HOLD_PARAMS,
    ...IDLE_PARAMS,
  },
  needs: ["tailLatency"],
  rhythm: (params) => ({ ...rhythmOf(params), tailWindowPs: params.window }),
  ladder: energyLadder,
  start: NO_STEPS,
  decide: (last, seen, constants) => {
    const { slo, window, highShare, lowShare } = constants.params;
    const { tailLatencyPs, running, nowPs, step } = seen;
    const isTooSlow = tailLatencyPs !== undefined && tailLatencyPs > highShare * slo;
    const isWindowOwn = nowPs - last.upPs >= window;
    if (isTooSlow && isWindowOwn && mayStepUp(last, seen, constants)) return moveBy(1, last, seen);
    const isFast = tailLatencyPs === undefined || tailLatencyPs < lowShare * slo;
    const idleShare = meanOf(running, (metrics) => metrics.idleShare.fast);
    const isIdle = isFast && idleShare > idleThreshold(constants, step);
    return moveBy(isIdle && mayStepDown(last, seen, constants) ? -1 : 0, last, seen);
  },
});
