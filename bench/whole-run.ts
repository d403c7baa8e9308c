/** Whole runs of the simulator, as the product runs them: every latency recorded, exact sharing, one core. */
import { POLICIES } from "../src/controlplane/registry.ts";
import { DATAPLANES } from "../src/dataplane/registry.ts";
import { MODEL_VERSION } from "../src/experiment/model-version.ts";
import type { RunPlan } from "../src/experiment/plan.ts";
import { simulate } from "../src/experiment/simulate.ts";
import { defaultsOf, type Member } from "../src/params.ts";
import { seconds } from "../src/units.ts";
import { WORKLOADS } from "../src/workload/registry.ts";

export interface WholeRun {
  readonly id: string;
  readonly dataplane: string;
  readonly cores: number;
  readonly offeredRps: number;
}

/** The published configurations of OSDI'14, at the load that keeps the objective. */
export const WHOLE_RUNS: readonly WholeRun[] = [
  { id: "ix-usr", dataplane: "ix", cores: 6, offeredRps: 1_800_000 },
  { id: "linux-usr", dataplane: "linux", cores: 8, offeredRps: 500_000 },
];

const choice = (list: readonly Member[], kind: string) => {
  const member = list.find((m) => m.id === kind);
  if (member === undefined) throw new RangeError(`no member ${kind}`);
  return { kind, params: defaultsOf(member.params) };
};

/** Simulates `simulatedSeconds`; returns the number of requests that were sent. */
export function wholeRun(run: WholeRun, simulatedSeconds: number): number {
  const plan: RunPlan = {
    modelVersion: MODEL_VERSION,
    platform: "xeon-e5-2665",
    system: {
      dataplane: choice(DATAPLANES, run.dataplane),
      policy: choice(POLICIES, "static"),
      hardwareThreads: Array.from({ length: 2 * run.cores }, (_, i) => i),
      nicPorts: 1,
    },
    workload: choice(WORKLOADS, "memcached-usr"),
    offeredRps: run.offeredRps,
    warmupPs: 0,
    measurePs: seconds(simulatedSeconds),
    rootSeed: "1",
    replication: 0,
  };
  return simulate(plan).counters["sent"] ?? 0;
}
