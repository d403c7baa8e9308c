/**
 * What the caches cannot hold. Expected misses of an access pattern over a working set that is larger
 * than the share of the cache left for it: the part that does not fit, misses.
 */
import { exactExp } from "../engine/exact-math.ts";
import type { Platform } from "./contract.ts";

const LINE_BYTES = 64;
/** Uses of a line in one filling of the cache after which the chance that it is gone is below 1e-17. */
const MOST_USES = 40;

/** Share of a working set that is not in a cache of the given size. */
export function uncachedShare(workingSetBytes: number, cacheBytes: number): number {
  return workingSetBytes <= cacheBytes ? 0 : 1 - cacheBytes / workingSetBytes;
}

/** L3 misses per message on connection state: `lines` lines are touched, all connections are live. */
export function stateMisses(lines: number, connections: number, cacheBytes: number): number {
  return lines * uncachedShare(connections * lines * LINE_BYTES, cacheBytes);
}

/**
 * Share of uses of a line that find it pushed out, while a job streams through a cache that replaces what was used
 * least recently: the stream fills the cache once in `cacheBytes / streamBytesPerS`, and a line that was not used for so
 * long is gone. Uses are Poisson. (Che et al., JSAC 2002, with the stream for all other lines.)
 */
export function evictedShare(
  usesPerS: number,
  cacheBytes: number,
  streamBytesPerS: number,
): number {
  if (streamBytesPerS === 0) return 0;
  return exactExp(-Math.min(MOST_USES, (usesPerS * cacheBytes) / streamBytesPerS));
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
