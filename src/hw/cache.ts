/**
 * What the caches cannot hold. Expected misses of an access pattern over a working set that is larger
 * than the share of the cache left for it: the part that does not fit, misses.
 */
import type { Platform } from "./contract.ts";

const LINE_BYTES = 64;

/** Share of a working set that is not in a cache of the given size. */
export function uncachedShare(workingSetBytes: number, cacheBytes: number): number {
  return workingSetBytes <= cacheBytes ? 0 : 1 - cacheBytes / workingSetBytes;
}

/** L3 misses per message on connection state: `lines` lines are touched, all connections are live. */
export function stateMisses(lines: number, connections: number, cacheBytes: number): number {
  return lines * uncachedShare(connections * lines * LINE_BYTES, cacheBytes);
}

/**
 * How long an L3 miss stalls a thread, in ps, with so many cores in use: misses of all of them queue for the ring,
 * the L3 and the memory controller, taken as linear between one core and all.
 */
export function missStallPs(platform: Platform, cores: number): number {
  const { missStall, missStallShared } = platform.figures;
  const share = platform.cores > 1 ? (cores - 1) / (platform.cores - 1) : 0;
  return (missStall.value + (missStallShared.value - missStall.value) * share) * 1000;
}
