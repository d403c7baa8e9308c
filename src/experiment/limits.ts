/** Limits on one experiment, checked from its definition before anything is allocated. */
import { PS_PER_S } from "../units.ts";
import { LOAD_PATTERNS } from "../workload/load-patterns/registry.ts";
import type { Definition, SystemDefinition } from "./definition.ts";
import { countCombinations, countPoints, loadsOf } from "./points.ts";
import type { Problem } from "./problem.ts";

/** Bytes of definition text. */
export const MAX_TEXT_BYTES = 256 * 1024;
/** Loads of one system. */
export const MAX_LOADS = 1_000;
/** Axes of a definition, and values of one. */
export const MAX_AXES = 8;
export const MAX_AXIS_VALUES = 1_000;
const MAX_RUNS = 100_000;
/** Requests that one run may simulate: load times simulated time. */
const MAX_RUN_REQUESTS = 1e10;
/** Requests that an experiment may simulate. */
const MAX_EXPERIMENT_REQUESTS = 1e13;

/**
 * What a closed loop is taken to answer, requests/s: nobody knows before it has run, so it is about
 * what the fastest machine of the papers reaches.
 */
export const CLOSED_LOOP_RPS = 10e6;

/** Simulated requests of one run, from what is offered; under a load pattern, half of its maximum all the time. */
function runRequests(
  { phases }: Definition,
  { loadPattern }: SystemDefinition,
  offeredRps: number | null,
): number {
  const pattern = LOAD_PATTERNS.find(({ id }) => id === loadPattern?.kind);
  const most = loadPattern && pattern?.maximumRps(loadPattern.params);
  const rps = most === undefined ? (offeredRps ?? CLOSED_LOOP_RPS) : most / 2;
  return rps * ((phases.warmupPs + phases.measurePs) / PS_PER_S);
}

/** All simulated requests of a system. */
export function systemRequests(definition: Definition, system: SystemDefinition): number {
  const once = loadsOf(system).reduce<number>(
    (sum, rps) => sum + runRequests(definition, system, rps),
    0,
  );
  return once * countCombinations(definition, system) * definition.replications;
}

/** All simulated requests of an experiment. */
export function experimentRequests(definition: Definition): number {
  return definition.systems.reduce((sum, s) => sum + systemRequests(definition, s), 0);
}

export function limitProblems(definition: Definition): readonly Problem[] {
  const problems: Problem[] = [];
  const points = countPoints(definition);
  const runs = points * definition.replications;
  if (runs > MAX_RUNS) {
    problems.push({
      code: "TOO_LARGE",
      pointer: definition.axes === undefined ? "/replications" : "/axes",
      message: `${points} points x ${definition.replications} replications are ${runs} runs; at most ${MAX_RUNS}`,
      hint: `use fewer ${definition.axes === undefined ? "" : "axis values, "}loads or replications`,
    });
  }
  const runsOnce = definition.systems.flatMap((system) =>
    loadsOf(system).map((rps) => runRequests(definition, system, rps)),
  );
  const requests = Math.max(...runsOnce);
  const total = experimentRequests(definition);
  if (requests > MAX_RUN_REQUESTS || total > MAX_EXPERIMENT_REQUESTS) {
    problems.push({
      code: "TOO_LARGE",
      pointer: "/phases/measure",
      message:
        `the largest run would simulate ${requests.toPrecision(3)} requests and the experiment ` +
        `${total.toPrecision(3)}; at most ${MAX_RUN_REQUESTS} and ${MAX_EXPERIMENT_REQUESTS}`,
      hint: "measure a shorter simulated time or offer less load",
    });
  }
  return problems;
}
