/** IX's consolidation policy: as few whole cores as the queues allow; a background job has the others. */
import { defineControlledPolicy } from "../contract.ts";
import { NO_STEPS } from "../holds.ts";
import { backgroundLadder } from "../ladders.ts";
import { decideByQueueAndIdle, QUEUE_AND_IDLE_PARAMS } from "../queue-and-idle.ts";
import { rhythmOf } from "../rhythm.ts";

export const ixBackground = defineControlledPolicy({
  id: "ix-background",
  title: "IX, background job",
  doc: "Adds cores with their hyperthreads at the nominal clock, then Turbo, as queues grow; leaves free cores to a background job.",
  source: "Prekas et al., SoCC 2015; IX, cp/ixcp.py, mode back",
  params: QUEUE_AND_IDLE_PARAMS,
  needs: [],
  sharesCores: true,
  rhythm: rhythmOf,
  ladder: backgroundLadder,
  start: NO_STEPS,
  decide: decideByQueueAndIdle,
});
