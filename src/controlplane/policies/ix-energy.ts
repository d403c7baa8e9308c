/** IX's energy policy: as few cores, hyperthreads and MHz as the queues allow. */
import { defineControlledPolicy } from "../contract.ts";
import { NO_STEPS } from "../holds.ts";
import { energyLadder } from "../ladders.ts";
import { decideByQueueAndIdle, QUEUE_AND_IDLE_PARAMS } from "../queue-and-idle.ts";
import { rhythmOf } from "../rhythm.ts";

export const ixEnergy = defineControlledPolicy({
  id: "ix-energy",
  title: "IX, energy",
  doc: "Adds cores at the lowest clock, then hyperthreads, then clock up to Turbo, as queues grow; takes them back as threads idle.",
  source: "Prekas et al., SoCC 2015; IX, cp/ixcp.py, mode eff",
  params: QUEUE_AND_IDLE_PARAMS,
  needs: [],
  rhythm: rhythmOf,
  ladder: energyLadder,
  start: NO_STEPS,
  decide: decideByQueueAndIdle,
});
