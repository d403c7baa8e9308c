/** Whole runs of the simulator, as the product runs them: compiled from a plan, every latency recorded, on one core. */
import { POLICIES } from "../src/controlplane/registry.ts";
import { DATAPLANES } from "../src/dataplane/registry.ts";
import { MODEL_VERSION } from "../src/experiment/model-version.ts";
import type { RunPlan } from "../src/experiment/plan.ts";
import { simulate } from "../src/experiment/simulate.ts";
import { defaultsOf, type Member } from "../src/params.ts";
import { ms, seconds } from "../src/units.ts";
import { WORKLOADS } from "../src/workload/registry.ts";

export interface WholeRun {
  readonly dataplane: string;
  readonly hardwareThreads: number;
  readonly workload: string;
  readonly workloadParams?: Readonly<Record<string, number>>;
  /** Requests/s, or a share of what the system answers at most; a closed loop has none. */
  readonly load: number | { readonly shareOfPeak: number } | null;
  /** Requests to simulate, about. */
  readonly requests: number;
}

const PEAK_RPS = 30e6;
const PEAK_MS = 30;

export const isRegistered = ({ workload, dataplane }: WholeRun): boolean =>
  WORKLOADS.some(({ id }) => id === workload) && DATAPLANES.some(({ id }) => id === dataplane);

const choice = (
  list: readonly Member[],
  kind: string,
  changes: Readonly<Record<string, number>> = {},
) => {
  const member = list.find((m) => m.id === kind);
  if (member === undefined) throw new RangeError(`no member ${kind}`);
  return { kind, params: { ...defaultsOf(member.params), ...changes } };
};

/** The plan of a run of the given length, without a warm-up. */
export const planOf = (run: WholeRun, offeredRps: number | null, measurePs: number): RunPlan => ({
  modelVersion: MODEL_VERSION,
  platform: "xeon-e5-2665",
  system: {
    dataplane: choice(DATAPLANES, run.dataplane),
    policy: choice(POLICIES, "static"),
    hardwareThreads: Array.from({ length: run.hardwareThreads }, (_, i) => i),
    nicPorts: 1,
  },
  workload: choice(WORKLOADS, run.workload, run.workloadParams),
  offeredRps,
  warmupPs: 0,
  measurePs,
  rootSeed: "1",
  replication: 0,
});

/** What the system answers at most, requests/s, from a short run. */
function peakRps(run: WholeRun): number {
  const offeredRps = run.load === null ? null : PEAK_RPS;
  const { counters } = simulate(planOf(run, offeredRps, ms(PEAK_MS)));
  return (counters["requests"] ?? 0) / (PEAK_MS / 1e3);
}

/** A plan that simulates about as many requests as the run asks for. */
export function planOfLength(run: WholeRun): RunPlan {
  if (typeof run.load === "number") {
    return planOf(run, run.load, seconds(run.requests / run.load));
  }
  const peak = peakRps(run);
  if (run.load === null) return planOf(run, null, seconds(run.requests / peak));
  const offeredRps = Math.round(run.load.shareOfPeak * peak);
  return planOf(run, offeredRps, seconds(run.requests / offeredRps));
}

/** Simulates a plan; returns how many requests were answered. */
export const answered = (plan: RunPlan): number => simulate(plan).counters["answered"] ?? 0;
