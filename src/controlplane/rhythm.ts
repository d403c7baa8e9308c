/** How often dataplane threads publish and how often the controller looks, as IX released it. */
import { type ParamValues, time } from "../params.ts";
import type { Rhythm } from "./contract.ts";

export const RHYTHM_PARAMS = {
  tick: time(
    "100ms",
    "Pause of the controller between two looks at the metrics.",
    "IX, cp/ixcp.py, sleep of the control loop",
    { min: "1ms", max: "60s" },
  ),
  metricsPeriod: time(
    "10ms",
    "After which a thread publishes its metrics anew.",
    "IX, dp/core/ethqueue.c, METRICS_PERIOD_US",
    { min: "100us", max: "60s" },
  ),
};

export const rhythmOf = (params: ParamValues<typeof RHYTHM_PARAMS>): Rhythm => ({
  tickPs: params.tick,
  metricsPs: params.metricsPeriod,
});
