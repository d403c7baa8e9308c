/** The papers' metrics of a policy on curves made by hand, and what must hold on any curves. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  backgroundGain,
  STANDALONE_MB_PER_S,
} from "../../../../src/stats/savings/background-gain.ts";
import { energySaving } from "../../../../src/stats/savings/energy-saving.ts";
import { frontierAt } from "../../../../src/stats/savings/frontier.ts";
import {
  highestRps,
  SOCC15_SCAN,
  type ScanSecond,
  type StaticCurve,
  staticCurve,
  valueAt,
} from "../../../../src/stats/savings/static-curve.ts";

const second = (rps: number, value: number, p99Us = 100): ScanSecond => ({ rps, value, p99Us });

/** A straight line through two points, as a scan would have found it. */
const line = (from: number, to: number, low: number, high: number): StaticCurve => ({
  rps: [from, to],
  values: [low, high],
});

describe("a static curve", () => {
  it("leaves out seconds below 30 K requests/s and ends at the first that misses 500 us", () => {
    const scan = [
      second(29_999, 1),
      second(30_000, 2),
      second(80_000, 3, 500),
      second(130_000, 4, 500.1),
      second(180_000, 5, 100),
    ];
    expect(staticCurve(scan, SOCC15_SCAN)).toEqual({ rps: [30_000, 80_000], values: [2, 3] });
  });

  it("keeps every second if none misses, by rising load", () => {
    const scan = [second(5e5, 3), second(4e5, 1), second(4e5, 0.5), second(6e5, 2)];
    const curve = staticCurve(scan, SOCC15_SCAN);
    expect(curve).toEqual({ rps: [4e5, 4e5, 5e5, 6e5], values: [0.5, 1, 3, 2] });
    expect(highestRps(curve)).toBe(6e5);
  });

  it("is empty if the first second already misses", () => {
    const curve = staticCurve([second(5e5, 3, 501), second(6e5, 3)], SOCC15_SCAN);
    expect(highestRps(curve)).toBe(0);
    expect(() => valueAt(curve, 1)).toThrow("without samples");
  });

  it("is straight between samples and flat beyond its ends", () => {
    const curve: StaticCurve = { rps: [100, 200, 400], values: [10, 20, 60] };
    const loads = [0, 99, 100, 150, 200, 250, 300, 400, 1e9];
    expect(loads.map((load) => valueAt(curve, load))).toEqual([10, 10, 10, 15, 20, 30, 40, 60, 60]);
  });
});

describe("the frontier", () => {
  const small = line(50, 100, 20, 22);
  const large = line(60, 400, 50, 84);

  it("is the cheapest configuration that carries the load, and flat beyond both ends", () => {
    const loads = [0, 50, 75, 100, 101, 400, 500];
    expect(loads.map((load) => frontierAt([small, large], load, "LOWER"))).toEqual([
      20, 20, 21, 22, 54.1, 84, 84,
    ]);
  });

  it("follows whichever of two crossing curves is the better", () => {
    const crossing = [line(0, 100, 10, 30), line(0, 100, 20, 20)];
    expect([0, 25, 50, 75].map((x) => frontierAt(crossing, x, "LOWER"))).toEqual([10, 15, 20, 20]);
    expect([0, 25, 50, 75].map((x) => frontierAt(crossing, x, "HIGHER"))).toEqual([20, 20, 20, 25]);
  });

  it("takes no notice of configurations that never met the objective", () => {
    const never: StaticCurve = { rps: [], values: [] };
    expect(frontierAt([never, small], 75, "LOWER")).toBe(21);
    expect(frontierAt([never, small], 999, "LOWER")).toBe(22);
    expect(() => frontierAt([never], 75, "LOWER")).toThrow("a curve with samples");
  });
});

describe("the energy saving", () => {
  const M = 1e6;
  const maxStatic = line(0, 6 * M, 60, 90);
  const least = line(0, 6 * M, 20, 80);

  it("is 1 - measured / static at the achieved load, and its share of the bound", () => {
    const pattern = [
      { rps: 0, watts: 30 },
      { rps: 3 * M, watts: 55 },
      { rps: 6 * M, watts: 80 },
    ];
    // Means: measured 55, static 75, frontier 50.
    const { meanWatts, maxStaticWatts, paretoWatts, saved, bound, shareOfBound } = energySaving(
      pattern,
      maxStatic,
      [maxStatic, least],
    );
    expect([meanWatts, maxStaticWatts, paretoWatts]).toEqual([55, 75, 50]);
    expect(saved).toBeCloseTo(20 / 75, 12);
    expect(bound).toBeCloseTo(25 / 75, 12);
    expect(shareOfBound).toBeCloseTo(0.8, 12);
  });

  it("reads the static power of a load beyond the curve at its end", () => {
    const result = energySaving([{ rps: 9 * M, watts: 45 }], maxStatic, [maxStatic]);
    expect(result.saved).toBe(0.5);
    expect(result.shareOfBound).toBeNull();
  });

  it("is negative for a policy that costs more", () => {
    const result = energySaving([{ rps: 0, watts: 66 }], maxStatic, [maxStatic, least]);
    expect(result.saved).toBeCloseTo(-0.1, 12);
    expect(result.shareOfBound).toBeCloseTo(-0.15, 12);
  });
});

describe("the background gain", () => {
  it("is a share of the job alone, and of what static configurations leave to it", () => {
    const curves = [line(0, 100, 3080, 3080), line(0, 400, 1760, 1760), line(0, 800, 0, 0)];
    const pattern = [
      { rps: 50, mbPerS: 3080 },
      { rps: 300, mbPerS: 880 },
      { rps: 700, mbPerS: 0 },
      { rps: 300, mbPerS: 1760 },
    ];
    const result = backgroundGain(pattern, curves, STANDALONE_MB_PER_S);
    expect([result.meanMbPerS, result.paretoMbPerS]).toEqual([1430, 1650]);
    expect(result.gain).toBeCloseTo(0.40625, 12);
    expect(result.bound).toBeCloseTo(0.46875, 12);
    expect(result.shareOfBound).toBeCloseTo(13 / 15, 12);
  });

  it("has no share where nothing could be gained", () => {
    const result = backgroundGain([{ rps: 5, mbPerS: 0 }], [line(0, 9, 0, 0)], STANDALONE_MB_PER_S);
    expect(result.shareOfBound).toBeNull();
  });
});

describe("on any curves", () => {
  const scans = fc.array(
    fc.array(
      fc.record({
        rps: fc.integer({ min: 0, max: 7e6 }),
        value: fc.integer({ min: 1, max: 115 }),
        p99Us: fc.integer({ min: 20, max: 520 }),
      }),
      { minLength: 1, maxLength: 30 },
    ),
    { minLength: 1, maxLength: 8 },
  );
  const curves = scans
    .map((all) => all.map((scan) => staticCurve(scan, SOCC15_SCAN)))
    .filter((all) => all.some((curve) => curve.rps.length > 0));
  const loads = fc.array(fc.integer({ min: 0, max: 8e6 }), { minLength: 1, maxLength: 30 });

  it("the frontier is a curve that carries the load, and none of those is better", () => {
    fc.assert(
      fc.property(curves, loads, (all, at) => {
        for (const load of at) {
          const carrying = all.filter((c) => c.rps.length > 0 && highestRps(c) >= load);
          const values = carrying.map((curve) => valueAt(curve, load));
          if (values.length === 0) continue;
          expect(frontierAt(all, load, "LOWER")).toBe(Math.min(...values));
          expect(frontierAt(all, load, "HIGHER")).toBe(Math.max(...values));
        }
      }),
    );
  });

  it("another configuration never makes the frontier worse where it was known", () => {
    fc.assert(
      fc.property(curves, loads, (all, at) => {
        const fewer = all.filter((curve) => curve.rps.length > 0).slice(1);
        // Without any, nothing was known.
        if (fewer.length === 0) return;
        const end = Math.max(0, ...fewer.map(highestRps));
        for (const load of at.filter((x) => x <= end)) {
          const [all1, few1] = [all, fewer].map((some) => frontierAt(some, load, "LOWER"));
          expect(all1).toBeLessThanOrEqual(few1 ?? 0);
        }
      }),
    );
  });

  it("who draws what the frontier draws reaches all of the bound", () => {
    fc.assert(
      fc.property(curves, loads, (all, at) => {
        const pattern = at.map((rps) => ({ rps, watts: frontierAt(all, rps, "LOWER") }));
        const maxStatic = line(0, 7e6, 120, 130);
        const { saved, bound, shareOfBound } = energySaving(pattern, maxStatic, all);
        expect(saved).toBe(bound);
        expect(shareOfBound).toBe(1);
      }),
    );
  });

  it("neither the order of seconds, nor that of configurations or of equal loads, changes anything", () => {
    fc.assert(
      fc.property(curves, loads, (all, at) => {
        const maxStatic = line(0, 7e6, 120, 130);
        const pattern = at.map((rps, i) => ({ rps, watts: 40 + (i % 7) }));
        const one = energySaving(pattern, maxStatic, all);
        const other = energySaving(pattern.toReversed(), maxStatic, all.toReversed());
        expect(other.saved).toBeCloseTo(one.saved, 12);
        expect(other.shareOfBound).toBeCloseTo(one.shareOfBound ?? 0, 12);
      }),
    );
    fc.assert(
      fc.property(scans, (all) => {
        for (const scan of all) {
          const met = scan.filter(({ p99Us }) => p99Us <= SOCC15_SCAN.p99Us);
          expect(staticCurve(met.toReversed(), SOCC15_SCAN)).toEqual(staticCurve(met, SOCC15_SCAN));
        }
      }),
    );
  });
});
