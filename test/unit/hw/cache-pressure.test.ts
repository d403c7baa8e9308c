/** A job that streams through the L3 pushes out what is seldom used, as it does in a cache that is simulated. */
import { describe, expect, it } from "vitest";
import { messageMisses } from "../../../src/dataplane/ix-costs.ts";
import { ExponentialStream } from "../../../src/engine/exponential.ts";
import { RandomStream } from "../../../src/engine/random.ts";
import { compile } from "../../../src/experiment/compile.ts";
import { evictedShare } from "../../../src/hw/cache.ts";
import { PLATFORMS } from "../../../src/hw/registry.ts";
import { STANDALONE_MB_PER_S } from "../../../src/stats/savings/background-gain.ts";
import { planOf } from "../../support/sim-plan.ts";

const LINE = 64;

/** Misses of uses at random times in a cache of `lines`, least recently used out first, beside a stream. */
function simulatedShare(usesPerS: number, lines: number, streamLinesPerS: number): number {
  const gaps = new ExponentialStream(new RandomStream("cache", 0, "uses"));
  const picks = new RandomStream("cache", 0, "picks");
  const hot = 20;
  const cache = new Map<number, true>();
  const touch = (line: number) => {
    const isHit = cache.delete(line);
    cache.set(line, true);
    if (cache.size > lines) cache.delete(cache.keys().next().value!);
    return isHit;
  };
  let streamed = 0;
  let misses = 0;
  let atS = 0;
  const uses = 8000;
  for (let use = 0; use < uses; use++) {
    atS += gaps.next() / (usesPerS * hot);
    for (; streamed < atS * streamLinesPerS; streamed++) touch(hot + streamed);
    if (!touch(picks.below(hot))) misses += 1;
  }
  return misses / uses;
}

describe("a stream through the cache", () => {
  it("evicts nothing if there is none, all that is never used, and nothing that is used all the time", () => {
    expect(evictedShare(100, 1e6, 0)).toBe(0);
    expect(evictedShare(0, 1e6, 1e9)).toBe(1);
    expect(evictedShare(1e9, 1e6, 1e6)).toBeLessThan(1e-16);
  });

  it.each([0.3, 1, 2])("evicts what a simulated cache does, %d uses in one filling", (uses) => {
    const lines = 500;
    const streamLinesPerS = 1e6;
    const usesPerS = (uses * streamLinesPerS) / lines;
    const formula = evictedShare(usesPerS, lines * LINE, streamLinesPerS * LINE);
    expect(Math.abs(simulatedShare(usesPerS, lines, streamLinesPerS) - formula)).toBeLessThan(0.03);
  });
});

describe("misses of a message beside SHA-1", () => {
  const { machine } = compile(
    planOf({
      workload: "memcached-usr-patched",
      cores: 8,
      workloadParams: { connections: 2720, latencyConnections: 32 },
    }),
    { load: () => undefined, latencyClient: () => undefined },
  );
  const beside = (cores: number, mrps: number) => messageMisses(machine, cores * 440e6, mrps * 1e6);

  it("are those without it if no core runs it", () => {
    expect(beside(0, 1)).toBe(messageMisses(machine, 0, 0));
  });

  it("grow with its cores and fall with the load, up to all lines of a connection", () => {
    expect(beside(7, 0.2)).toBeGreaterThan(beside(4, 0.2));
    expect(beside(4, 0.2)).toBeGreaterThan(beside(4, 1));
    expect(beside(7, 0) - beside(0, 0)).toBeCloseTo(28.7, 9);
    expect(beside(4, 3) - beside(0, 3)).toBeLessThan(0.1);
  });

  it("rest on the throughput that the papers' scripts measured alone", () => {
    const [platform] = PLATFORMS;
    expect(platform!.cores * platform!.figures.jobStream.value).toBe(STANDALONE_MB_PER_S);
  });
});
