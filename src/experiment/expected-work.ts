/** How much work a run is among others: for those who say how long many of them will take. */
import { LOAD_PATTERNS } from "../workload/load-patterns/registry.ts";
import { runRequests } from "./limits.ts";
import type { RunPlan } from "./plan.ts";

/** A scan ends where its machine is full: of the 224 of SoCC'15 on average after this share of what it may ask for. */
const SCAN_SHARE = 1 / 15;

/** In requests, about. */
export function expectedWork(plan: RunPlan): number {
  const { loadPattern } = plan;
  const pattern = LOAD_PATTERNS.find(({ id }) => id === loadPattern?.kind);
  const stops = loadPattern !== undefined && (pattern?.stopAbovePs?.(loadPattern.params) ?? 0) > 0;
  return runRequests({ phases: plan }, plan, plan.offeredRps) * (stops ? SCAN_SHARE : 1);
}
