/**
 * The points of a definition: every system, at every combination of its axes' values, at every load,
 * less what `where` leaves out, and after them those that are included (layout.ts). Systems are slowest
 * and loads fastest; between them the first axis is slowest. Everyone who asks what point number 17
 * stands for asks here.
 */
import { formatQuantity } from "../units.ts";
import { atValues } from "./axes.ts";
import type { Definition, SystemDefinition } from "./definition.ts";
import { layoutOf, type Slot } from "./layout.ts";
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

/** How many points a definition has. */
export const countPoints = (definition: Definition): number => layoutOf(definition).points;

/** The combinations of a system, in order, each once. */
export function combinationsOf(
  definition: Definition,
  system: SystemDefinition,
): readonly Combination[] {
  const own = layoutOf(definition).slots.filter((slot) => slot.system.id === system.id);
  const all = own.map((slot) => combinationAt(definition, slot));
  // An included point may add a load to a combination of the product.
  return [
    ...new Map(all.toReversed().map((c) => [JSON.stringify(c.axes), c])).values(),
  ].toReversed();
}

/** Every point's place, in order; points that differ in load only share their combination. */
export function placesOf(definition: Definition): readonly Place[] {
  return layoutOf(definition).slots.flatMap((slot) => {
    const combination = combinationAt(definition, slot);
    return slot.loads.map((offeredRps) => ({ ...combination, offeredRps }));
  });
}

/** What the point of an index stands for. */
export function placeOf(definition: Definition, pointIndex: number): Place {
  const { slots, points } = layoutOf(definition);
  const slot = slotAt(slots, pointIndex);
  const offeredRps = slot?.loads[pointIndex - slot.first];
  if (slot === undefined || offeredRps === undefined) {
    throw new RangeError(`point ${pointIndex} is not in its definition of ${points} points`);
  }
  return { ...combinationAt(definition, slot), offeredRps };
}

/** The last slot that begins at or before a point, by halving. */
function slotAt(slots: readonly Slot[], pointIndex: number): Slot | undefined {
  let [low, high] = [0, slots.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((slots[middle]?.first ?? 0) <= pointIndex) low = middle + 1;
    else high = middle;
  }
  return slots[low - 1];
}

function combinationAt(definition: Definition, { system, values }: Slot): Combination {
  const { axes, ...resolved } = atValues(definition, system, values);
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
