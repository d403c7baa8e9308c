/** Plans for tests of the simulator: complete, with the defaults of every member unless said otherwise. */
import { POLICIES } from "../../src/controlplane/registry.ts";
import { DATAPLANES } from "../../src/dataplane/registry.ts";
import { MODEL_VERSION } from "../../src/experiment/model-version.ts";
import type { RunPlan } from "../../src/experiment/plan.ts";
import { defaultsOf, type Member } from "../../src/params.ts";
import { ms } from "../../src/units.ts";
import { WORKLOADS } from "../../src/workload/registry.ts";

export interface PlanOptions {
  readonly dataplane?: string;
  readonly cores?: number;
  readonly offeredRps?: number;
  readonly warmupMs?: number;
  readonly measureMs?: number;
  readonly replication?: number;
  readonly rootSeed?: string;
  readonly nicPorts?: number;
  readonly dataplaneParams?: Readonly<Record<string, number>>;
  readonly policyParams?: Readonly<Record<string, number>>;
  readonly workloadParams?: Readonly<Record<string, number>>;
}

const choice = (
  list: readonly Member[],
  kind: string,
  changes: Readonly<Record<string, number>> = {},
) => {
  const found = list.find((m) => m.id === kind);
  if (found === undefined) throw new RangeError(`no member ${kind}`);
  return { kind, params: { ...defaultsOf(found.params), ...changes } };
};

/** IX on six cores with 100 K requests/s of memcached USR, unless said otherwise. */
export function planOf(options: PlanOptions = {}): RunPlan {
  const cores = options.cores ?? 6;
  return {
    modelVersion: MODEL_VERSION,
    platform: "xeon-e5-2665",
    system: {
      dataplane: choice(DATAPLANES, options.dataplane ?? "ix", options.dataplaneParams),
      policy: choice(POLICIES, "static", options.policyParams),
      hardwareThreads: Array.from({ length: 2 * cores }, (_, i) => i),
      nicPorts: options.nicPorts ?? 1,
    },
    workload: choice(WORKLOADS, "memcached-usr", options.workloadParams),
    offeredRps: options.offeredRps ?? 100_000,
    warmupPs: ms(options.warmupMs ?? 5),
    measurePs: ms(options.measureMs ?? 20),
    rootSeed: options.rootSeed ?? "1",
    replication: options.replication ?? 0,
  };
}
