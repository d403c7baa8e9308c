/** Which root seed a point's runs draw their streams from. */
import type { Definition } from "./definition.ts";
import { contentHash } from "./digest.ts";

/**
 * COMMON (the default): the experiment's root seed for every point, so that replication k of every
 * system meets the same arrivals and comparisons are paired. INDEPENDENT: a seed per point, hashed
 * from the root seed and the point's position.
 */
export function replicationSeed(definition: Definition, pointIndex: number): string {
  if (definition.seedPolicy === "COMMON") return definition.rootSeed;
  const hash = contentHash([definition.rootSeed, pointIndex]);
  return BigInt(`0x${hash.slice(0, 16)}`).toString();
}
