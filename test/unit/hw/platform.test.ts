/** Clocks, caches and power of the platforms. */
import { describe, expect, it } from "vitest";
import { stateMisses, uncachedShare } from "../../../src/hw/cache.ts";
import { clockHz } from "../../../src/hw/clock-speed.ts";
import { xeonE52665 } from "../../../src/hw/platforms/xeon-e5-2665.ts";
import { activity, pollingCoreWatts } from "../../../src/hw/power.ts";
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

describe("power", () => {
  const polling = (hz: number, busy: number) => {
    const core = pollingCoreWatts(xeonE52665, hz, 2) * activity(xeonE52665, busy, false);
    return xeonE52665.figures.powerFloor.value + 8 * core;
  };

  it("carries the published IX rows with sixteen threads within 1.5 W", () => {
    // SoCC'15 draft: at 1.2 GHz, at 2.0 GHz and at Turbo, polling and at the most load.
    expect(Math.abs(polling(1.2e9, 0) - 28.9)).toBeLessThan(0.5);
    expect(Math.abs(polling(1.2e9, 1) - 30.4)).toBeLessThan(1.5);
    expect(Math.abs(polling(2.0e9, 0) - 43.6)).toBeLessThan(0.5);
    expect(Math.abs(polling(2.8e9, 0) - 65.6)).toBeLessThan(0.5);
    expect(Math.abs(polling(2.8e9, 1) - 70.3)).toBeLessThan(1.5);
  });

  it("is lower for a core that halts", () => {
    expect(activity(xeonE52665, 0, true)).toBeLessThan(activity(xeonE52665, 0, false));
    expect(activity(xeonE52665, 1, true)).toBe(activity(xeonE52665, 1, false));
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
