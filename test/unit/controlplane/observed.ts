/** Observations for tests: a machine whose threads all publish the same, unless they are told apart. */
import type {
  Constants,
  ControlledPolicy,
  Observation,
} from "../../../src/controlplane/contract.ts";
import { type ThreadMetrics, UNPUBLISHED } from "../../../src/controlplane/thread-metrics.ts";
import { xeonE52665 } from "../../../src/hw/platforms/xeon-e5-2665.ts";
import { defaultsOf, type Params } from "../../../src/params.ts";
import { seconds } from "../../../src/units.ts";

/** All hardware threads of the E5-2665, as a plan lists them. */
export const ALL_THREADS = Array.from({ length: 16 }, (_, thread) => thread);

/** Averages that each rule looks at; the others are given absurd values, so that looking at them shows. */
export const threadThat = (seen: {
  readonly fastQueue?: number;
  readonly slowQueue?: number;
  readonly fastIdle?: number;
}): ThreadMetrics => ({
  ...UNPUBLISHED,
  queueLength: { fast: seen.fastQueue ?? 0, medium: 1e6, slow: seen.slowQueue ?? 0 },
  idleShare: { fast: seen.fastIdle ?? 0, medium: 1, slow: 1 },
});

export const observation = (
  atS: number,
  step: number,
  running: readonly ThreadMetrics[],
  more: Partial<Observation> = {},
): Observation => ({ nowPs: seconds(atS), step, isApplying: false, running, ...more });

/** Constants of a policy with its default parameters on the E5-2665. */
export function constantsOf<P extends Params, M>(policy: ControlledPolicy<P, M>): Constants<P> {
  const params = defaultsOf(policy.params);
  return {
    platform: xeonE52665,
    ladder: policy.ladder(xeonE52665, ALL_THREADS, params),
    params,
  };
}
