/** The plan of a pattern run, from names: the papers' machine under IX and a memcached without lock. */
import { CONTROLLED_POLICIES, POLICIES } from "../controlplane/registry.ts";
import { DATAPLANES } from "../dataplane/registry.ts";
import { PLATFORMS } from "../hw/registry.ts";
import { defaultsOf } from "../params.ts";
import { LOAD_PATTERNS } from "../workload/load-patterns/registry.ts";
import { WORKLOADS } from "../workload/registry.ts";
import { MODEL_VERSION } from "./model-version.ts";
import type { PatternPlan } from "./pattern-run.ts";

export interface PatternChoice {
  readonly pattern: string;
  readonly policy: string;
  readonly workload: string;
  readonly rootSeed: string;
  readonly warmupS: number;
  readonly measureS: number;
}

interface Named {
  readonly id: string;
  readonly title: string;
}

/** What may be chosen, with titles. */
export const PATTERN_CHOICES: Readonly<
  Record<"pattern" | "policy" | "workload", readonly Named[]>
> = {
  pattern: LOAD_PATTERNS,
  // A policy that needs the tail latency has nobody to tell it yet.
  policy: CONTROLLED_POLICIES.filter(({ needs }) => !needs.includes("tailLatency")),
  workload: WORKLOADS.filter(({ id }) => id.endsWith("-patched")),
};

/** @throws RangeError that says what is allowed, if a name is unknown. */
export function planPattern(choice: PatternChoice): PatternPlan {
  const pattern = member(LOAD_PATTERNS, choice.pattern, "pattern");
  const policy = member(CONTROLLED_POLICIES, choice.policy, "policy");
  const workload = member(WORKLOADS, choice.workload, "workload");
  const dataplane = member(DATAPLANES, "ix", "dataplane");
  const [platform] = PLATFORMS;
  const [fixed] = POLICIES;
  if (platform === undefined || fixed === undefined) throw new Error("nothing is registered");
  const threads = platform.cores * platform.threadsPerCore;
  return {
    run: {
      modelVersion: MODEL_VERSION,
      platform: platform.id,
      system: {
        dataplane: { kind: dataplane.id, params: defaultsOf(dataplane.params) },
        policy: { kind: fixed.id, params: defaultsOf(fixed.params) },
        hardwareThreads: Array.from({ length: threads }, (_, i) => i),
        nicPorts: 1,
      },
      workload: {
        kind: workload.id,
        params: { ...defaultsOf(workload.params), ...SOCC15_CLIENTS },
      },
      offeredRps: 0,
      warmupPs: 0,
      measurePs: 0,
      rootSeed: choice.rootSeed,
      replication: 0,
    },
    pattern,
    patternParams: defaultsOf(pattern.params),
    policy,
    policyParams: defaultsOf(policy.params),
    warmupS: choice.warmupS,
    measureS: choice.measureS,
    hasBackground: policy.id === "ix-background",
  };
}

/** Given: SoCC'15 scripts, 2,720 load connections beside those of the latency client. */
const SOCC15_CLIENTS = { connections: 2720, latencyConnections: 32 };

function member<M extends Named>(list: readonly M[], id: string, what: string): M {
  const found = list.find((one) => one.id === id);
  if (found !== undefined) return found;
  throw new RangeError(`unknown ${what} ${id}; known: ${list.map((one) => one.id).join(", ")}`);
}
