/**
 * The bound: a controller that knows the offered load and what each step can carry under the SLO. At each
 * tick it wants the first step whose capacity covers the load, however far away that is, without hold-offs
 * and without measuring anything.
 *
 * What separates another policy on this ladder from it is the price of having to find out. What separates
 * it from the frontier of all static configurations is the ladder, the tick and the time to apply a step:
 * it does not see the load of the future, and steps are not free.
 */
import { list, rate } from "../../params.ts";
import { defineControlledPolicy } from "../contract.ts";
import { energyLadder } from "../ladders.ts";
import { RHYTHM_PARAMS, rhythmOf } from "../rhythm.ts";

/**
 * Steps of the energy ladder of the Xeon E5-2665: 1 to 8 cores, hyperthreads, 1.3 to 2.4 GHz, Turbo. Known
 * are 1 and 8 cores, hyperthreads at 1.2 and 2.4 GHz, and Turbo; in between it is linear.
 */
const CAPACITIES_MRPS = [
  0.32, 0.63, 0.95, 1.26, 1.58, 1.89, 2.21, 2.52, 3.61, 3.8, 3.98, 4.17, 4.36, 4.55, 4.73, 4.92,
  5.11, 5.3, 5.48, 5.67, 5.86, 6.38,
];

export const clairvoyant = defineControlledPolicy({
  id: "clairvoyant",
  title: "Clairvoyant",
  doc: "Knows the offered load and the capacity of each step under the SLO, and goes to the first step that covers it: the bound of the energy ladder.",
  source: "own design: the bound of what a policy on this ladder can reach",
  params: {
    ...RHYTHM_PARAMS,
    capacities: list(rate)(
      CAPACITIES_MRPS.map((mrps) => `${mrps}Mrps`),
      "Most load that each step carries under the SLO, step by step: the maximum load of a static run of it.",
      "assumed: five values of a prototype of the SoCC'15 runs, linear in between",
    ),
  },
  needs: ["offeredLoad"],
  rhythm: rhythmOf,
  ladder: (platform, hardwareThreads, { capacities }) => {
    const ladder = energyLadder(platform, hardwareThreads);
    if (ladder.length === capacities.length) return ladder;
    throw new RangeError(
      `clairvoyant needs a capacity for each of ${ladder.length} steps, not ${capacities.length}`,
    );
  },
  start: undefined,
  decide: (memory, { offeredRps, isApplying, step }, { ladder, params }) => {
    if (offeredRps === undefined) throw new RangeError("clairvoyant was not told the offered load");
    if (isApplying) return { memory, step };
    const covering = params.capacities.findIndex((capacity) => capacity >= offeredRps);
    return { memory, step: covering < 0 ? ladder.length - 1 : covering };
  },
});
