/** Limits on one experiment, checked from its definition before anything is allocated. */
import type { Definition } from "./definition.ts";
import type { Problem } from "./problem.ts";
import { PS_PER_S } from "../units.ts";

/** Bytes of definition text. */
export const MAX_TEXT_BYTES = 256 * 1024;
/** Loads of one system. */
export const MAX_LOADS = 1_000;
const MAX_RUNS = 100_000;
/** Requests that one run may simulate: load times simulated time. */
const MAX_RUN_REQUESTS = 1e10;
/** Requests that an experiment may simulate. */
const MAX_EXPERIMENT_REQUESTS = 1e13;

/** Simulated requests of one run, from what is offered. */
export function runRequests(definition: Definition, offeredRps: number): number {
  return offeredRps * ((definition.phases.warmupPs + definition.phases.measurePs) / PS_PER_S);
}

/** All simulated requests of an experiment. */
export function experimentRequests(definition: Definition): number {
  const loads = definition.systems.flatMap((s) => s.loadsRps);
  const once = loads.reduce((sum, rps) => sum + runRequests(definition, rps), 0);
  return once * definition.replications;
}

export function limitProblems(definition: Definition): readonly Problem[] {
  const problems: Problem[] = [];
  const points = definition.systems.reduce((n, s) => n + s.loadsRps.length, 0);
  const runs = points * definition.replications;
  if (runs > MAX_RUNS) {
    problems.push({
      code: "TOO_LARGE",
      pointer: "/replications",
      message: `${points} points x ${definition.replications} replications are ${runs} runs; at most ${MAX_RUNS}`,
      hint: "use fewer loads or replications",
    });
  }
  const heaviest = Math.max(...definition.systems.flatMap((s) => s.loadsRps));
  const requests = runRequests(definition, heaviest);
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
