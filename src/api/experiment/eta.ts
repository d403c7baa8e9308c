/**
 * When an experiment will end, as a range. It is based on the measured wall time per simulated
 * request of finished runs of the same model version (this experiment's own and similar ones),
 * by dataplane, times the simulated requests still to do, divided by the simulations that the
 * living workers run at a time. Runs now executing count as not begun, so the range errs late.
 */
import type { Cost, PendingWork } from "../../db/read/costs.ts";

export interface Duration {
  readonly lowMs: number;
  readonly typicalMs: number;
  readonly highMs: number;
}

/** Core time that some simulated requests will take, or null if nothing like them was measured. */
export function coreTime(
  work: readonly Pick<PendingWork, "dataplane" | "requests">[],
  costs: readonly Cost[],
): Duration | null {
  if (costs.length === 0) return null;
  const byDataplane = new Map(costs.map((cost) => [cost.dataplane, cost]));
  // A dataplane that was never measured is taken to cost what the others span together.
  const anyOther: Duration = {
    lowMs: Math.min(...costs.map((c) => c.lowMs)),
    typicalMs: costs.reduce((sum, c) => sum + c.typicalMs, 0) / costs.length,
    highMs: Math.max(...costs.map((c) => c.highMs)),
  };
  let [lowMs, typicalMs, highMs] = [0, 0, 0];
  for (const { dataplane, requests } of work) {
    const cost = byDataplane.get(dataplane) ?? anyOther;
    lowMs += requests * cost.lowMs;
    typicalMs += requests * cost.typicalMs;
    highMs += requests * cost.highMs;
  }
  return { lowMs, typicalMs, highMs };
}

/** Wall time for that core time with `children` simulations at a time; null without workers. */
export function remaining(cores: Duration | null, children: number): Duration | null {
  if (cores === null || children < 1) return null;
  return {
    lowMs: cores.lowMs / children,
    typicalMs: cores.typicalMs / children,
    highMs: cores.highMs / children,
  };
}
