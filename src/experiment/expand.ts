/**
 * From a definition to its points and runs: every system at every load, each with its replications.
 * Points are ordered by system, then load; runs by point, then replication.
 */
import { formatQuantity } from "../units.ts";
import type { Definition, SystemDefinition } from "./definition.ts";
import { contentHash, contentKey, type Json } from "./digest.ts";
import { MODEL_VERSION } from "./model-version.ts";
import type { RunPlan } from "./plan.ts";
import { replicationSeed } from "./seeds.ts";

export interface PlannedPoint {
  readonly index: number;
  readonly label: string;
  readonly systemId: string;
  readonly offeredRps: number;
  /** For readers: what varies, with units as text. */
  readonly params: Readonly<Record<string, Json>>;
}

export interface PlannedRun {
  /** Position in the experiment. */
  readonly index: number;
  readonly pointIndex: number;
  readonly replication: number;
  readonly plan: RunPlan;
  readonly contentKey: string;
}

export interface Expansion {
  readonly definition: Definition;
  readonly definitionHash: string;
  readonly modelVersion: string;
  readonly points: readonly PlannedPoint[];
  readonly runs: readonly PlannedRun[];
}

/** Expands a definition whose size has been checked against the limits (limits.ts). */
export function expand(definition: Definition): Expansion {
  const points = definition.systems
    .flatMap((system) => system.loadsRps.map((offeredRps) => ({ system, offeredRps })))
    .map(({ system, offeredRps }, index) => planPoint(system, offeredRps, index));
  const runs = points.flatMap((point) => planRuns(definition, point));
  return {
    definition,
    definitionHash: contentHash(definition),
    modelVersion: MODEL_VERSION,
    points,
    runs,
  };
}

function planPoint(system: SystemDefinition, offeredRps: number, index: number): PlannedPoint {
  const load = formatQuantity(offeredRps, "rate");
  return {
    index,
    label: `${system.name} at ${load}`,
    systemId: system.id,
    offeredRps,
    params: { system: system.id, load },
  };
}

function planRuns(definition: Definition, point: PlannedPoint): readonly PlannedRun[] {
  const plan = pointPlan(definition, point);
  return Array.from({ length: definition.replications }, (_, replication) => {
    const own: RunPlan = { ...plan, replication };
    return {
      index: point.index * definition.replications + replication,
      pointIndex: point.index,
      replication,
      plan: own,
      contentKey: contentKey(own),
    };
  });
}

/** Everything that the runs of a point have in common. */
function pointPlan(definition: Definition, point: PlannedPoint): Omit<RunPlan, "replication"> {
  const system = definition.systems.find((s) => s.id === point.systemId);
  if (system === undefined) throw new Error(`point of an unknown system ${point.systemId}`);
  return {
    modelVersion: MODEL_VERSION,
    platform: definition.platform,
    system: systemPlan(system),
    workload: definition.workload,
    offeredRps: point.offeredRps,
    warmupPs: definition.phases.warmupPs,
    measurePs: definition.phases.measurePs,
    rootSeed: replicationSeed(definition, point.index),
  };
}

const systemPlan = ({ dataplane, policy, hardwareThreads, nicPorts }: SystemDefinition) => ({
  dataplane,
  policy,
  hardwareThreads,
  nicPorts,
});
