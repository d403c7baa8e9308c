/**
 * Experiments that decide while they go on which runs they need: a search over loads or configurations, and points
 * that are repeated until their interval is narrow enough. What is wanted is a function of the definition and of what
 * is known, so that nothing has to be remembered: after a crash, on another machine, from the cache, it is the same.
 * What is missing is the difference; an experiment ends when nothing is.
 */
import type { RunRecord } from "../stats/record.ts";
import { meetsSlo } from "./answer.ts";
import type { Definition } from "./definition.ts";
import { canonicalJson } from "./digest.ts";
import { estimateMetric, isSaturated } from "./estimate.ts";
import type { Place } from "./points.ts";
import { mostReplications, neededReplications } from "./precision.ts";
import { type Places, wantedConfigurations } from "./search/least-power.ts";
import { type Probe, wantedLoads } from "./search/max-under-slo.ts";

/** What is known of a run: what it measured, or that it failed. By the run's index. */
export type Known = ReadonlyMap<number, RunRecord | "FAILED">;

export interface WantedPoint {
  readonly index: number;
  readonly replications: readonly number[];
}

/** True if what is wanted depends on what is known. */
export const isAdaptive = ({ search, precision }: Definition): boolean =>
  search !== undefined || precision !== undefined;

/** Number of a run in its experiment. */
export const runIndexOf = (definition: Definition, point: number, replication: number): number =>
  point * mostReplications(definition) + replication;

/** What is wanted so far of an adaptive experiment; all of it is known exactly when the experiment is complete. */
export function wantedPoints(
  definition: Definition,
  places: readonly Place[],
  known: Known,
): readonly WantedPoint[] {
  const { search } = definition;
  const wanted =
    search === undefined
      ? new Map(places.map((_, index) => [index, repeated(definition, index, known).replications]))
      : search.kind === "maxUnderSlo"
        ? highestLoads(definition, places, known)
        : leastEnergy(definition, search.over, places, known);
  return [...wanted]
    .map(([index, replications]) => ({ index, replications: replications.toSorted(rising) }))
    .toSorted((a, b) => a.index - b.index);
}

const rising = (a: number, b: number): number => a - b;

type Wanted = Map<number, readonly number[]>;

interface Repeated {
  readonly replications: readonly number[];
  /** Of those that did not fail; undefined while one of them is not known. */
  readonly records: readonly RunRecord[] | undefined;
}

/** A point and how often it is wanted. */
function repeated(definition: Definition, index: number, known: Known): Repeated {
  const { precision } = definition;
  for (let count = definition.replications; ; ) {
    const replications = Array.from({ length: count }, (_, k) => k);
    const runs = replications.map((k) => known.get(runIndexOf(definition, index, k)));
    if (runs.includes(undefined)) return { replications, records: undefined };
    const records = runs.filter((run): run is RunRecord => run !== undefined && run !== "FAILED");
    // A point with failed runs is not repeated: whoever reads it is told of them.
    const isWhole = records.length === count;
    const needed = precision && isWhole ? neededReplications(records, precision) : count;
    if (needed === count) return { replications, records };
    count = needed;
  }
}

/** Each replication searches for itself: its arrivals and its flow groups have a highest load of their own. */
function highestLoads(definition: Definition, places: readonly Place[], known: Known): Wanted {
  const wanted = new Map<number, number[]>();
  const load = (index: number) => places[index]?.offeredRps ?? 0;
  const subjects = groupsOf(places, ({ system, axes }) => canonicalJson([system.id, axes]));
  for (const unordered of subjects) {
    const group = unordered.toSorted((a, b) => load(a) - load(b));
    const loads = group.map(load);
    for (let k = 0; k < definition.replications; k++) {
      const probe = (i: number) => {
        const run = known.get(runIndexOf(definition, group[i] ?? 0, k));
        return run && loadProbe(definition, run);
      };
      for (const i of wantedLoads(loads, probe)) {
        const index = group[i] ?? 0;
        wanted.set(index, [...(wanted.get(index) ?? []), k]);
      }
    }
  }
  return wanted;
}

/** A run that failed ends its search: as a load that misses, it tells nothing of others. */
function loadProbe({ slo }: Definition, run: RunRecord | "FAILED"): Probe {
  if (run === "FAILED") return { meets: false, ceilingRps: null };
  const meets = meetsSlo([run], slo) === true;
  const isOver = !meets && isSaturated([run]) === true;
  return { meets, ceilingRps: isOver ? estimateMetric([run], "throughput").value : null };
}

function leastEnergy(
  definition: Definition,
  over: readonly string[],
  places: readonly Place[],
  known: Known,
): Wanted {
  const wanted: Wanted = new Map();
  const subjects = groupsOf(places, ({ system, axes, offeredRps }) =>
    canonicalJson([system.id, without(axes, over), offeredRps]),
  );
  for (const group of subjects) {
    const probe = (i: number) => {
      const { replications, records } = repeated(definition, group[i] ?? 0, known);
      wanted.set(group[i] ?? 0, replications);
      return records && powerProbe(definition, records);
    };
    wantedConfigurations(placesOn(over, places, group), probe);
  }
  return wanted;
}

function powerProbe({ slo }: Definition, records: readonly RunRecord[]) {
  // A point that cannot carry its load does not meet, however its few answers look.
  const meets = meetsSlo(records, slo) === true && isSaturated(records) !== true;
  const watts = estimateMetric(records, "power").value ?? Number.POSITIVE_INFINITY;
  return { meets, watts };
}

/** Indices of the places with the same key, in the order of their first. */
function groupsOf(places: readonly Place[], keyOf: (place: Place) => string): number[][] {
  const groups = new Map<string, number[]>();
  for (const [index, place] of places.entries()) {
    const key = keyOf(place);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [index]);
    else group.push(index);
  }
  return [...groups.values()];
}

const without = (axes: Readonly<Record<string, string>>, paths: readonly string[]) =>
  Object.fromEntries(Object.entries(axes).filter(([path]) => !paths.includes(path)));

/** Positions of a group's places on the axes of the search: an axis lists its values by rising capacity. */
function placesOn(
  paths: readonly string[],
  places: readonly Place[],
  group: readonly number[],
): Places {
  const texts = group.map((index) => paths.map((path) => places[index]?.axes[path] ?? ""));
  const orders = paths.map((_, axis) => [...new Set(texts.map((text) => text[axis]))]);
  return texts.map((text) => text.map((value, axis) => orders[axis]?.indexOf(value) ?? 0));
}
