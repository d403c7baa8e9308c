/** How much work a run is among others: for those who say how long many of them will take. */
import { LOAD_PATTERNS } from "../workload/load-patterns/registry.ts";
import { CLOSED_LOOP_RPS } from "./limits.ts";
import { PS_PER_S } from "../units.ts";
import type { RunPlan } from "./plan.ts";

/** A scan ends where its machine is full: of the 224 of SoCC'15 on average after this share of what it may ask for. */
const SCAN_SHARE = 1 / 15;

/** In requests, about: a load pattern offers half of its maximum. */
export function expectedWork({ loadPattern, offeredRps, warmupPs, measurePs }: RunPlan): number {
  const seconds = (warmupPs + measurePs) / PS_PER_S;
  const pattern = LOAD_PATTERNS.find(({ id }) => id === loadPattern?.kind);
  if (loadPattern === undefined || pattern === undefined) {
    return (offeredRps ?? CLOSED_LOOP_RPS) * seconds;
  }
  const stops = (pattern.stopAbovePs?.(loadPattern.params) ?? 0) > 0;
  const half = pattern.maximumRps(loadPattern.params) / 2;
  return half * seconds * (stops ? SCAN_SHARE : 1);
}
