/**
 * Queues of theory through the ordinary way of an experiment: a definition is parsed, expanded and simulated. Times are
 * given in mean service times, so that formulas can be written as in books.
 */
import { estimateMetric } from "../../src/experiment/estimate.ts";
import { expand } from "../../src/experiment/expand.ts";
import { parseDefinition } from "../../src/experiment/parse.ts";
import { simulate } from "../../src/experiment/simulate.ts";
import type { RunRecord } from "../../src/stats/record.ts";

/** Mean service time of every queue here: long, so that a nanosecond, the histogram's grain, is 1e-5 of it. */
const MEAN_US = 100;

export interface Lane {
  readonly dataplane: "ideal-central" | "ideal-partitioned";
  readonly servers: number;
  /** The workload of a mean service time of 100 us, as a definition says it. */
  readonly workload: string;
  readonly utilisation: number;
  readonly replications: number;
  /** Measured requests of one replication, and those before, about. */
  readonly requests: number;
  readonly warmup: number;
}

/** Workloads of a mean service time of 100 us. */
export const SERVICE = {
  deterministic: "{ kind: synthetic-deterministic, mean: 100us }",
  exponential: "{ kind: synthetic-exponential, mean: 100us }",
  bimodal: "{ kind: synthetic-bimodal, short: 50us, long: 550us, longShare: 10% }",
  lognormal: "{ kind: synthetic-lognormal, mean: 100us, sigma: 0.8 }",
  pareto: "{ kind: synthetic-pareto, location: 20us, scale: 64us, shape: 20% }",
} as const;

export function recordsOf(lane: Lane): readonly RunRecord[] {
  const rps = Math.round((lane.utilisation * lane.servers * 1e6) / MEAN_US);
  const ps = (requests: number) => `${Math.round((requests * 1e12) / rps)}ps`;
  const parsed = parseDefinition(`
    apiVersion: ix/v1
    kind: Experiment
    name: theory
    platform: xeon-e5-2665
    dataplane: ${lane.dataplane}
    hardwareThreads: ${lane.servers}
    workload: ${lane.workload}
    loads: [${rps}rps]
    replications: ${lane.replications}
    rootSeed: "1917"
    phases: { warmup: ${ps(lane.warmup)}, measure: ${ps(lane.requests)} }
  `);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return expand(parsed.definition).runs.map(({ plan }) => simulate(plan));
}

/** A latency measure over all replications, in mean service times. */
export function inMeans(records: readonly RunRecord[], measure: string): number {
  const { value } = estimateMetric(records, measure);
  if (value === null) throw new Error(`${measure} is absent`);
  return value / MEAN_US;
}
