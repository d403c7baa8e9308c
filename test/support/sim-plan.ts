/** Plans for tests of the simulator: complete, with the defaults of every member unless said otherwise. */
import { POLICIES } from "../../src/controlplane/registry.ts";
import { DATAPLANES } from "../../src/dataplane/registry.ts";
import { MODEL_VERSION } from "../../src/experiment/model-version.ts";
import type { RunPlan } from "../../src/experiment/plan.ts";
import { defaultsOf, type Member, type ParamValues } from "../../src/params.ts";
import { ms } from "../../src/units.ts";
import { LOAD_PATTERNS } from "../../src/workload/load-patterns/registry.ts";
import { WORKLOADS } from "../../src/workload/registry.ts";

export interface PlanOptions {
  readonly dataplane?: string;
  readonly workload?: string;
  /** Whole cores, or hardware threads in the order of their ids. */
  readonly cores?: number;
  readonly hardwareThreads?: number;
  /** Of an open loop. */
  readonly offeredRps?: number;
  readonly warmupMs?: number;
  readonly measureMs?: number;
  readonly replication?: number;
  readonly rootSeed?: string;
  readonly nicPorts?: number;
  readonly dataplaneParams?: ParamValues;
  readonly policy?: string;
  readonly policyParams?: ParamValues;
  /** How the load changes, instead of an offered load. */
  readonly loadPattern?: string;
  readonly loadPatternParams?: ParamValues;
  readonly workloadParams?: ParamValues;
}

function memberOf<M extends Member>(list: readonly M[], id: string): M {
  const found = list.find((m) => m.id === id);
  if (found === undefined) throw new RangeError(`no member ${id}`);
  return found;
}

const choice = ({ id, params }: Member, changes: ParamValues = {}) => ({
  kind: id,
  params: { ...defaultsOf(params), ...changes },
});

/** IX on six cores with 100 K requests/s of memcached USR, unless said otherwise. */
export function planOf(options: PlanOptions = {}): RunPlan {
  const threads = options.hardwareThreads ?? 2 * (options.cores ?? 6);
  const workload = memberOf(WORKLOADS, options.workload ?? "memcached-usr");
  const dataplane = memberOf(DATAPLANES, options.dataplane ?? "ix");
  const pattern =
    options.loadPattern === undefined ? undefined : memberOf(LOAD_PATTERNS, options.loadPattern);
  const offeredRps = options.offeredRps ?? 100_000;
  return {
    modelVersion: MODEL_VERSION,
    platform: "xeon-e5-2665",
    system: {
      dataplane: choice(dataplane, options.dataplaneParams),
      policy: choice(memberOf(POLICIES, options.policy ?? "static"), options.policyParams),
      hardwareThreads: Array.from({ length: threads }, (_, i) => i),
      nicPorts: options.nicPorts ?? 1,
    },
    workload: choice(workload, options.workloadParams),
    offeredRps: workload.loop === "open" && pattern === undefined ? offeredRps : null,
    ...(pattern && { loadPattern: choice(pattern, options.loadPatternParams) }),
    warmupPs: ms(options.warmupMs ?? 5),
    measurePs: ms(options.measureMs ?? 20),
    rootSeed: options.rootSeed ?? "1",
    replication: options.replication ?? 0,
  };
}
