/** The coarsest ladder: everything or next to nothing, by the same rule as IX's other policies. */
import { defineControlledPolicy } from "../contract.ts";
import { NO_STEPS } from "../holds.ts";
import { minmaxLadder } from "../ladders.ts";
import { decideByQueueAndIdle, QUEUE_AND_IDLE_PARAMS } from "../queue-and-idle.ts";
import { rhythmOf } from "../rhythm.ts";

export const minmax = defineControlledPolicy({
  id: "minmax",
  title: "IX, minimum or maximum",
  doc: "One hardware thread at the lowest clock, or all of them at Turbo.",
  source: "IX, cp/ixcp.py, mode minmax",
  params: QUEUE_AND_IDLE_PARAMS,
  needs: [],
  rhythm: rhythmOf,
  ladder: minmaxLadder,
  start: NO_STEPS,
  decide: decideByQueueAndIdle,
});
