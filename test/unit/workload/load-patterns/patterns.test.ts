/**
 * Load patterns: the papers' three at times where their value is known in closed form, the area under them,
 * and what must hold of every pattern whatever its seed.
 */
import fc from "fast-check";
import { mean } from "simple-statistics";
import { describe, expect, it } from "vitest";
import { RandomStream } from "../../../../src/engine/random.ts";
import { defaultsOf, type Params, type ParamValues } from "../../../../src/params.ts";
import { seconds } from "../../../../src/units.ts";
import { constant } from "../../../../src/workload/load-patterns/constant.ts";
import { diurnal } from "../../../../src/workload/load-patterns/diurnal.ts";
import type { LoadPattern } from "../../../../src/workload/load-patterns/contract.ts";
import { LOAD_PATTERNS } from "../../../../src/workload/load-patterns/registry.ts";
import { sineNoise } from "../../../../src/workload/load-patterns/sine-noise.ts";
import { slope } from "../../../../src/workload/load-patterns/slope.ts";
import { step } from "../../../../src/workload/load-patterns/step.ts";
import { trace } from "../../../../src/workload/load-patterns/trace.ts";

const randomOf = (seed: string) => (consumer: string) => new RandomStream(seed, 0, consumer);

function rateOf<P extends Params>(
  pattern: LoadPattern<P>,
  changed: Partial<ParamValues<P>> = {},
  seed = "1",
) {
  return pattern.rateAt({ ...defaultsOf(pattern.params), ...changed }, randomOf(seed));
}

/** Mean over the papers' 240 s from `n` rates in the middle of equal parts. */
const meanOver = (rate: (seconds: number) => number, n = 24_000) =>
  mean(Array.from({ length: n }, (_, i) => rate(((i + 0.5) * 240) / n)));

describe("constant", () => {
  it("is always the same", () => {
    const rate = rateOf(constant, { rate: 123_456 });
    expect([0, 0.01, 17, 1e4].map(rate)).toEqual([123_456, 123_456, 123_456, 123_456]);
  });
});

describe("slope", () => {
  const rate = rateOf(slope);

  it("is 10 K at the ends, 6.3 M in the middle and straight between", () => {
    expect(rate(0)).toBe(10_000);
    expect(rate(30)).toBe(1_582_500);
    expect(rate(60)).toBe(3_155_000);
    expect(rate(120)).toBe(6_300_000);
    expect(rate(180)).toBe(3_155_000);
    expect(rate(240)).toBe(10_000);
    expect(rate(300)).toBe(3_155_000);
  });

  it("rises by 52.4 K requests/s each second", () => {
    for (const at of [0, 1, 59.5, 118.9])
      expect(rate(at + 1) - rate(at)).toBeCloseTo(52_416.667, 2);
  });

  it("covers the area of its triangle", () => {
    expect(meanOver(rate)).toBeCloseTo(3_155_000, 3);
  });
});

describe("step", () => {
  const rate = rateOf(step);
  /** Seconds from one stair to the next: 500 K of the 5.6 M that take 120 s. */
  const STAIR = 120 / 11.2;

  it("climbs from 0.7 M in stairs of 500 K every 10.7 s", () => {
    for (let k = 0; k < 11; k++) {
      expect(rate(k * STAIR + 0.001)).toBe(700_000 + k * 500_000);
      expect(rate((k + 1) * STAIR - 0.001)).toBe(700_000 + k * 500_000);
    }
  });

  it("has its last plateau at 6.2 M, not at 6.3 M, and descends as it climbed", () => {
    expect([118, 120, 122].map(rate)).toEqual([6_200_000, 6_200_000, 6_200_000]);
    expect(step.maximumRps(defaultsOf(step.params))).toBe(6_200_000);
    for (const at of [5, 15.5, 61, 100, 117]) expect(rate(240 - at)).toBe(rate(at));
  });

  it("covers the area of its stairs", () => {
    // Stairs 0 to 10 stand for two times STAIR, stair 11 for the fifth that is left, twice.
    const stairs = Array.from({ length: 11 }, (_, k) => 700_000 + k * 500_000);
    const area = 2 * STAIR * stairs.reduce((a, b) => a + b, 0) + 2 * 0.2 * STAIR * 6_200_000;
    // 23 jumps fall into parts of 10 ms, each at most half of 500 K off.
    expect(Math.abs(meanOver(rate) - area / 240)).toBeLessThan((23 * 250_000 * 0.01) / 240);
  });
});

describe("sine with noise", () => {
  it("without noise is 3.25 M + 2.75 M sin(2 pi t / 240)", () => {
    const rate = rateOf(sineNoise, { noise: 0 });
    expect(rate(0)).toBe(3_250_000);
    expect(rate(20)).toBeCloseTo(4_625_000, 4);
    expect(rate(60)).toBeCloseTo(6_000_000, 4);
    expect(rate(120)).toBeCloseTo(3_250_000, 4);
    expect(rate(180)).toBeCloseTo(500_000, 4);
    expect(rate(220)).toBeCloseTo(1_875_000, 4);
    expect(meanOver(rate)).toBeCloseTo(3_250_000, 3);
  });

  it("adds noise that is held for 5 s, uniform in +-250 K", () => {
    const [noisy, clean] = [rateOf(sineNoise), rateOf(sineNoise, { noise: 0 })];
    const noise = (at: number) => noisy(at) - clean(at);
    const drawn = Array.from({ length: 2000 }, (_, k) => noise(5 * k));
    for (const [k, held] of drawn.entries()) {
      expect(Math.abs(noise(5 * k + 4.99) - held)).toBeLessThan(1e-3);
    }
    expect(new Set(drawn.map(Math.round)).size).toBeGreaterThan(1900);
    expect(Math.max(...drawn.map(Math.abs))).toBeLessThanOrEqual(250_000);
    expect(Math.min(...drawn)).toBeLessThan(-248_000);
    expect(Math.max(...drawn)).toBeGreaterThan(248_000);
    // Four standard errors of the mean of uniform draws.
    expect(Math.abs(mean(drawn))).toBeLessThan((4 * 250_000) / Math.sqrt(3 * drawn.length));
  });

  it("is never negative, however loud the noise", () => {
    const rate = rateOf(sineNoise, { noise: 3e6 });
    const rates = Array.from({ length: 480 }, (_, i) => rate(i / 2));
    expect(Math.min(...rates)).toBe(0);
  });
});

describe("diurnal", () => {
  const rate = rateOf(diurnal);

  it("is lowest at midnight, highest at noon and half-way at the quarters", () => {
    expect(rate(0)).toBeCloseTo(1_500_000, 4);
    expect(rate(60)).toBeCloseTo(3_750_000, 4);
    expect(rate(120)).toBeCloseTo(6_000_000, 4);
    expect(rate(240)).toBeCloseTo(1_500_000, 4);
    expect(meanOver(rate)).toBeCloseTo(3_750_000, 3);
  });

  it("has its peak where it is told", () => {
    expect(rateOf(diurnal, { peakAt: 0.75 })(180)).toBeCloseTo(6_000_000, 4);
  });
});

describe("trace", () => {
  const times = [seconds(10), seconds(20), seconds(20), seconds(40)];
  const rates = [100, 300, 50, 250];

  it("goes in straight lines, jumps at double points and stays at both ends", () => {
    const rate = rateOf(trace, { times, rates });
    expect([0, 10, 15, 19.9].map(rate)).toEqual([100, 100, 200, 298]);
    expect([20, 30, 40, 1e6].map(rate)).toEqual([50, 150, 250, 250]);
  });

  it("or holds each rate until the next point", () => {
    const rate = rateOf(trace, { times, rates, between: 1 });
    expect([0, 10, 19.9, 20, 39.9, 40, 99].map(rate)).toEqual([100, 100, 100, 50, 50, 250, 250]);
  });

  it("refuses points that contradict one another", () => {
    expect(() => rateOf(trace, { times, rates: [1, 2] })).toThrow("4 times cannot have 2 rates");
    const backwards = [seconds(2), seconds(1)];
    expect(() => rateOf(trace, { times: backwards, rates: [1, 2] })).toThrow("time 1 of a trace");
  });
});

describe("every load pattern", () => {
  const every = LOAD_PATTERNS.map((pattern) => [pattern.id, pattern] as const);

  it("has an id of its own, a title, a sentence and sources", () => {
    expect(new Set(LOAD_PATTERNS.map(({ id }) => id)).size).toBe(LOAD_PATTERNS.length);
    const texts = LOAD_PATTERNS.flatMap(({ title, doc, source, params }) => [
      title,
      doc,
      source,
      ...Object.values(params).flatMap((param) => [param.doc, param.source]),
    ]);
    expect(texts.filter((text) => text === "")).toEqual([]);
  });

  it.each(every)("%s stays between zero and its maximum, and nearly reaches it", (_, pattern) => {
    const maximum = pattern.maximumRps(defaultsOf(pattern.params));
    const times = Array.from({ length: 2401 }, (_, i) => i / 10);
    const peaks = Array.from({ length: 20 }, (_, seed) => {
      const rates = times.map(rateOf(pattern, {}, String(seed)));
      expect(Math.min(...rates)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...rates)).toBeLessThanOrEqual(maximum);
      return Math.max(...rates);
    });
    expect(Math.max(...peaks)).toBeGreaterThan(0.98 * maximum);
  });

  it.each(every)("%s depends on its seed and the time, not on when it is asked", (_, pattern) => {
    const instants = fc.array(fc.double({ min: 0, max: 600, noNaN: true }), { maxLength: 40 });
    fc.assert(
      fc.property(instants, fc.string(), (at, seed) => {
        const [one, other] = [rateOf(pattern, {}, seed), rateOf(pattern, {}, seed)];
        const forwards = at.map(one);
        const backwards = at.toReversed().map(other);
        expect(backwards.toReversed()).toEqual(forwards);
      }),
    );
  });

  it("differs between seeds only where there is noise", () => {
    const differing = LOAD_PATTERNS.filter(
      (pattern) => rateOf(pattern, {}, "1")(7) !== rateOf(pattern, {}, "2")(7),
    );
    expect(differing.map(({ id }) => id)).toEqual(["sine-noise"]);
  });
});
