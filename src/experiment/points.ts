/**
 * The points of a definition: every system, at every combination of its axes' values, at every load.
 * Systems are slowest and loads fastest; between them the first axis is slowest. Everyone who asks
 * what point number 17 stands for asks here.
 */
import { formatQuantity } from "../units.ts";
import { type AxisValue, axesOf, atValues } from "./axes.ts";
import type { Definition, SystemDefinition } from "./definition.ts";
import type { Choice } from "./plan.ts";

/** A system and workload with one value of each axis; its points differ in load only. */
export interface Combination {
  /** The system as it runs there. */
  readonly system: SystemDefinition;
  readonly workload: Choice;
  /** Paths of the axes that vary this system, to values as text with units. */
  readonly axes: Readonly<Record<string, string>>;
  /** For readers: "IX, batchBound 8". */
  readonly label: string;
}

/** What a point stands for. */
export interface Place extends Combination {
  /** Requests/s; null under a closed loop. */
  readonly offeredRps: number | null;
}

/** Loads of a system; under a closed loop it has one point, with no load. */
export const loadsOf = (system: SystemDefinition): readonly (number | null)[] =>
  system.loadsRps.length === 0 ? [null] : system.loadsRps;

/** How many combinations of axis values a system has, without making them. */
export const countCombinations = (definition: Definition, system: SystemDefinition): number =>
  axesOf(definition, system).reduce((n, axis) => n * axis.values.length, 1);

/** How many points a definition has, without making them. */
export function countPoints(definition: Definition): number {
  return definition.systems.reduce(
    (n, system) => n + countCombinations(definition, system) * loadsOf(system).length,
    0,
  );
}

/** The combinations of a system, in order. */
export function combinationsOf(
  definition: Definition,
  system: SystemDefinition,
): readonly Combination[] {
  const count = countCombinations(definition, system);
  return Array.from({ length: count }, (_, i) => combinationAt(definition, system, i));
}

/** Every point's place, in order; points that differ in load only share their combination. */
export function placesOf(definition: Definition): readonly Place[] {
  return definition.systems.flatMap((system) =>
    combinationsOf(definition, system).flatMap((combination) =>
      loadsOf(system).map((offeredRps) => ({ ...combination, offeredRps })),
    ),
  );
}

/** What the point of an index stands for. */
export function placeOf(definition: Definition, pointIndex: number): Place {
  let first = 0;
  for (const system of definition.systems) {
    const loads = loadsOf(system);
    const points = countCombinations(definition, system) * loads.length;
    const own = pointIndex - first;
    if (own >= 0 && own < points) {
      const combination = combinationAt(definition, system, Math.floor(own / loads.length));
      return { ...combination, offeredRps: loads[own % loads.length] ?? null };
    }
    first += points;
  }
  throw new RangeError(`point ${pointIndex} is not in its definition of ${first} points`);
}

/** Mixed radix: the last axis is the fastest digit. */
function combinationAt(
  definition: Definition,
  system: SystemDefinition,
  index: number,
): Combination {
  const chosen: AxisValue[] = [];
  let rest = index;
  for (const axis of axesOf(definition, system).toReversed()) {
    const value = axis.values[rest % axis.values.length];
    if (value === undefined) throw new RangeError(`the axis ${axis.path} has no values`);
    chosen.unshift({ path: axis.path, value });
    rest = Math.floor(rest / axis.values.length);
  }
  const { axes, ...resolved } = atValues(definition, system, chosen);
  const varied = Object.entries(axes).map(([path, text]) => `, ${nameOfPath(path)} ${text}`);
  return { ...resolved, axes, label: `${system.name}${varied.join("")}` };
}

/** `batchBound` of `dataplane.batchBound`: what a reader calls an axis. */
const nameOfPath = (path: string): string => path.slice(path.lastIndexOf(".") + 1);

/** A place for readers: "IX, batchBound 8, at 1.8Mrps", "Linux at 100krps", "IX, connections 432". */
export function placeLabel({ label, axes, offeredRps }: Place): string {
  if (offeredRps === null) return label;
  const comma = Object.keys(axes).length > 0 ? "," : "";
  return `${label}${comma} at ${formatQuantity(offeredRps, "rate")}`;
}
