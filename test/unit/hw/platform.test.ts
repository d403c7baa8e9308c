/** Clocks and caches of the platforms. */
import { describe, expect, it } from "vitest";
import { stateMisses, uncachedShare } from "../../../src/hw/cache.ts";
import { clockHz } from "../../../src/hw/clock-speed.ts";
import { xeonE52665 } from "../../../src/hw/platforms/xeon-e5-2665.ts";
import { PLATFORMS } from "../../../src/hw/registry.ts";

describe("the clock", () => {
  it("is a Turbo bin above nominal, and the P-state at or below the request otherwise", () => {
    const ghz = (request: number, cores: number) => clockHz(xeonE52665, request * 1e9, cores) / 1e9;
    expect([ghz(2.401, 1), ghz(2.401, 6), ghz(2.401, 8)]).toEqual([3.1, 2.9, 2.8]);
    expect([ghz(2.4, 6), ghz(1.95, 6), ghz(1.2, 1), ghz(0.1, 1)]).toEqual([2.4, 1.9, 1.2, 1.2]);
  });
});

describe("the cache", () => {
  it("misses the part of the working set that does not fit", () => {
    expect(uncachedShare(100, 100)).toBe(0);
    expect(uncachedShare(400, 100)).toBe(0.75);
  });

  it("holds the state of 1,476 connections and not of 250,000", () => {
    expect(stateMisses(28.7, 1476, 13.9e6)).toBe(0);
    expect(stateMisses(28.7, 250_992, 13.9e6)).toBeCloseTo(27.8, 0);
  });
});

describe("every platform", () => {
  it.each(PLATFORMS.map((p) => [p.id, p] as const))("%s has a source for every figure", (_, p) => {
    for (const [name, figure] of Object.entries(p.figures)) {
      expect(figure.source, name).not.toBe("");
      expect(figure.unit, name).not.toBe("");
      expect(Number.isFinite(figure.value), name).toBe(true);
    }
    expect(p.turbo).toHaveLength(p.cores);
    expect([...p.pStates]).toEqual([...p.pStates].sort((a, b) => a - b));
  });
});
