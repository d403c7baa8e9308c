/**
 * From a definition to its points and runs: every system at every combination of axis values and
 * load (points.ts), each with its replications. Runs are ordered by point, then replication.
 */
import { formatQuantity } from "../units.ts";
import type { Definition, SystemDefinition } from "./definition.ts";
import { contentHash, contentKey, type Json } from "./digest.ts";
import { MODEL_VERSION } from "./model-version.ts";
import type { Choice, RunPlan, SystemPlan } from "./plan.ts";
import { type Place, placeLabel, placesOf } from "./points.ts";
import { isAdaptive, type Known, runIndexOf, type WantedPoint, wantedPoints } from "./rounds.ts";
import { replicationSeed } from "./seeds.ts";

export interface PlannedPoint {
  readonly index: number;
  readonly label: string;
  readonly systemId: string;
  /** As it runs at this point. */
  readonly system: SystemDefinition;
  readonly workload: Choice;
  /** Paths of the axes that vary its system, to values as text with units. */
  readonly axes: Readonly<Record<string, string>>;
  /** Requests/s; null under a closed loop. */
  readonly offeredRps: number | null;
  /** For readers: system, axes and load, with units as text. */
  readonly params: Readonly<Record<string, Json>>;
}

export interface PlannedRun {
  /** Position in the experiment, among all runs that it may have. */
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

/**
 * Expands a definition whose size has been checked against the limits (limits.ts).
 * @param known of an adaptive experiment: what is known of its runs. Points and runs are those that are wanted now
 *   (rounds.ts); they keep their numbers when more is known.
 */
export function expand(definition: Definition, known: Known = new Map()): Expansion {
  const places = placesOf(definition);
  const all = Array.from({ length: definition.replications }, (_, replication) => replication);
  const wanted: readonly WantedPoint[] = isAdaptive(definition)
    ? wantedPoints(definition, places, known)
    : places.map((_, index) => ({ index, replications: all }));
  const points = wanted.flatMap(({ index }) => {
    const place = places[index];
    return place === undefined ? [] : [planPoint(place, index)];
  });
  const runs = points.flatMap((point, i) =>
    planRuns(definition, point, wanted[i]?.replications ?? []),
  );
  return {
    definition,
    definitionHash: contentHash(definition),
    modelVersion: MODEL_VERSION,
    points,
    runs,
  };
}

/** The load as readers see it: a rate, or the pattern's name; nothing under a closed loop. */
function shownLoad({ system, offeredRps }: Place): Readonly<Record<string, string>> {
  if (system.loadPattern !== undefined) return { load: system.loadPattern.kind };
  return offeredRps === null ? {} : { load: formatQuantity(offeredRps, "rate") };
}

function planPoint(place: Place, index: number): PlannedPoint {
  const { system, workload, axes, offeredRps } = place;
  const load = shownLoad(place);
  return {
    index,
    label: placeLabel(place),
    systemId: system.id,
    system,
    workload,
    axes,
    offeredRps,
    params: { system: system.id, ...axes, ...load },
  };
}

function planRuns(
  definition: Definition,
  point: PlannedPoint,
  replications: readonly number[],
): readonly PlannedRun[] {
  const plan = pointPlan(definition, point);
  return replications.map((replication) => {
    const own: RunPlan = { ...plan, replication };
    return {
      index: runIndexOf(definition, point.index, replication),
      pointIndex: point.index,
      replication,
      plan: own,
      contentKey: contentKey(own),
    };
  });
}

/** Everything that the runs of a point have in common. */
function pointPlan(definition: Definition, point: PlannedPoint): Omit<RunPlan, "replication"> {
  return {
    modelVersion: MODEL_VERSION,
    platform: definition.platform,
    system: systemPlan(point.system),
    workload: point.workload,
    offeredRps: point.offeredRps,
    ...(point.system.loadPattern && { loadPattern: point.system.loadPattern }),
    ...definition.phases,
    rootSeed: replicationSeed(definition, point.index),
  };
}

const systemPlan = ({
  dataplane,
  policy,
  hardwareThreads,
  nicPorts,
  hasBackgroundJob,
}: SystemDefinition): SystemPlan => ({
  dataplane,
  policy,
  hardwareThreads,
  nicPorts,
  ...(hasBackgroundJob && { hasBackgroundJob }),
});
