/** Which system and load a point stands for: points are ordered by system, then load (expand.ts). */
import type { Definition, SystemDefinition } from "../../experiment/definition.ts";

export interface PointPlace {
  readonly system: SystemDefinition;
  readonly offeredRps: number;
}

export function placeOf(definition: Definition, pointIndex: number): PointPlace {
  let first = 0;
  for (const system of definition.systems) {
    const offeredRps = system.loadsRps[pointIndex - first];
    if (offeredRps !== undefined) return { system, offeredRps };
    first += system.loadsRps.length;
  }
  throw new RangeError(`point ${pointIndex} is not in its definition of ${first} points`);
}

/** How many points a definition has. */
export function countPoints(definition: Definition): number {
  return definition.systems.reduce((n, system) => n + system.loadsRps.length, 0);
}
