/**
 * Hold-offs: how long a controller waits after a step before it takes the next one, and the rule that one
 * step is applied at a time. Up is quick, because a full queue breaks the SLO; down is slow, because a
 * step down too many is paid by a step up.
 *
 * In the released controller a step that was decided while another was being applied stays wanted, and is
 * taken later even if its reason has gone. Here, as in the algorithm's description, nothing is remembered
 * of it: each tick decides anew. The two differ only if applying takes longer than a tick.
 * Source: IX, `cp/ixcp.py`, control loop.
 */
import { time } from "../params.ts";
import type { Constants, Decision, Observation } from "./contract.ts";

const SOURCE = "IX, cp/ixcp.py, control loop";
const BOUNDS = { max: "600s" };

export const HOLD_PARAMS = {
  upAfterUp: time("200ms", "Least time from a step up to the next step up.", SOURCE, BOUNDS),
  upAfterDown: time("2s", "Least time from a step down to the next step up.", SOURCE, BOUNDS),
  downAfterUp: time("4s", "Least time from a step up to the next step down.", SOURCE, BOUNDS),
  downAfterDown: time("4s", "Least time from a step down to the next step down.", SOURCE, BOUNDS),
};

/** When the last steps were taken, in ps. The step on which a run begins is none of them. */
export interface LastSteps {
  readonly upPs: number;
  readonly downPs: number;
}

/** Memory of a controller that has taken no step. */
export const NO_STEPS: LastSteps = Object.freeze({
  upPs: Number.NEGATIVE_INFINITY,
  downPs: Number.NEGATIVE_INFINITY,
});

type HoldConstants = Constants<typeof HOLD_PARAMS>;

const hasPassed = (fromPs: number, nowPs: number, holdPs: number): boolean =>
  nowPs - fromPs >= holdPs;

/** True if there is a step above and both hold-offs before a step up are over. */
export function mayStepUp(last: LastSteps, seen: Observation, constants: HoldConstants): boolean {
  const { upAfterUp, upAfterDown } = constants.params;
  return (
    seen.step < constants.ladder.length - 1 &&
    hasPassed(last.upPs, seen.nowPs, upAfterUp) &&
    hasPassed(last.downPs, seen.nowPs, upAfterDown)
  );
}

/** True if there is a step below and both hold-offs before a step down are over. */
export function mayStepDown(last: LastSteps, seen: Observation, constants: HoldConstants): boolean {
  const { downAfterUp, downAfterDown } = constants.params;
  return (
    seen.step > 0 &&
    hasPassed(last.upPs, seen.nowPs, downAfterUp) &&
    hasPassed(last.downPs, seen.nowPs, downAfterDown)
  );
}

/** The decision to stay, or to take one step and remember when; while a step is being applied: to stay. */
export function moveBy(
  direction: -1 | 0 | 1,
  last: LastSteps,
  { step, nowPs, isApplying }: Observation,
): Decision<LastSteps> {
  if (direction === 0 || isApplying) return { memory: last, step };
  const memory = direction > 0 ? { ...last, upPs: nowPs } : { ...last, downPs: nowPs };
  return { memory, step: step + direction };
}
