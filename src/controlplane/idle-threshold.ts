/**
 * How idle threads must be before a step is left downwards: idle for more than the capacity that the
 * step below lacks, times a safety. The capacity is guessed from the two steps, not measured.
 * Source: IX, `cp/ixcp.py`, `calculate_idle_threshold`.
 */
import { type ParamValues, ratio } from "../params.ts";
import type { Constants, Step } from "./contract.ts";

const SOURCE = "IX, cp/ixcp.py, calculate_idle_threshold";

export const IDLE_PARAMS = {
  idleSafety: ratio(
    1.2,
    "Idle share needed to step down, relative to the share of capacity that the step adds.",
    SOURCE,
    { max: 10 },
  ),
  assumedSmtGain: ratio(
    1.3,
    "Capacity of a core with all its hyperthreads, relative to one, as the controller assumes it.",
    SOURCE,
    { min: 1, max: 10 },
  ),
  assumedTurboShare: ratio(
    0.1,
    "Share of the capacity at Turbo that is due to Turbo, as the controller assumes it.",
    SOURCE,
  ),
};

type IdleConstants = Constants<typeof IDLE_PARAMS>;

/** Mean idle share above which step `index` may be left downwards; the first step never is. */
export function idleThreshold({ platform, ladder, params }: IdleConstants, index: number): number {
  const step = ladder[index];
  const below = ladder[index - 1];
  if (step === undefined || below === undefined) return Number.POSITIVE_INFINITY;
  const isTurbo = step.requestedHz > platform.figures.nominalFrequency.value;
  return params.idleSafety * addedShare(step, below, isTurbo, params);
}

/** Share of a step's capacity that the step below lacks. */
function addedShare(
  step: Step,
  below: Step,
  isTurbo: boolean,
  params: ParamValues<typeof IDLE_PARAMS>,
): number {
  // As if one core were added: that is what the released rule says of minmax too, which adds seven.
  if (step.cores !== below.cores) return 1 / step.cores;
  if (step.hardwareThreads.length !== below.hardwareThreads.length) {
    return 1 - 1 / params.assumedSmtGain;
  }
  if (isTurbo) return params.assumedTurboShare;
  return (step.requestedHz - below.requestedHz) / step.requestedHz;
}
