/** RAPL as it was read: what is sampled adds up to the energy, and no sample knows more than the last copy. */
import fc from "fast-check";
import { sum } from "simple-statistics";
import { describe, expect, it } from "vitest";
import { PUBLISH_PERIOD_PS, RaplMeter } from "../../../src/hw/rapl.ts";
import { ms, PS_PER_S, seconds } from "../../../src/units.ts";

/** Samples of `n` seconds while power changes at the given times (rising, in ps). */
function samplesOf(changes: readonly (readonly [number, number])[], n: number, phasePs = 0) {
  const meter = new RaplMeter(0, 0, phasePs);
  const left = [...changes];
  return Array.from({ length: n }, (_, second) => {
    const endPs = seconds(second + 1);
    for (let next = left[0]; next !== undefined && next[0] <= endPs; next = left[0]) {
      meter.change(next[0], next[1]);
      left.shift();
    }
    return meter.sample(endPs);
  });
}

/** Energy of piecewise constant power up to `untilPs`, in J. */
function integral(changes: readonly (readonly [number, number])[], untilPs: number): number {
  return sum([
    0,
    ...changes.map(([atPs, watts], i) => {
      const endPs = Math.min(untilPs, changes[i + 1]?.[0] ?? untilPs);
      return (watts * Math.max(0, endPs - Math.min(atPs, untilPs))) / PS_PER_S;
    }),
  ]);
}

const powers = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 0, max: 115 })), {
    maxLength: 50,
  })
  .map((pairs) =>
    pairs
      .toSorted((a, b) => a[0] - b[0])
      .map(([atMs, watts]): readonly [number, number] => [ms(atMs), watts]),
  );

describe("the RAPL meter", () => {
  it("reads constant power as it is", () => {
    expect(samplesOf([[0, 64]], 3)).toEqual([64, 64, 64]);
  });

  it("gives each second the mean of its power", () => {
    const changes = [
      [0, 20],
      [ms(250), 60],
      [ms(1900), 100],
    ] as const;
    const samples = samplesOf(changes, 2);
    expect(samples[0]).toBeCloseTo(0.25 * 20 + 0.75 * 60, 9);
    expect(samples[1]).toBeCloseTo(0.9 * 60 + 0.1 * 100, 9);
  });

  it("sees at a second's end only what was copied before: here 400 ms ago", () => {
    const changes = [
      [0, 20],
      [seconds(1), 100],
    ] as const;
    const [first, second, third] = samplesOf(changes, 3, ms(100));
    expect(first).toBeCloseTo(0.6 * 20, 9);
    expect(second).toBeCloseTo(0.4 * 20 + 0.6 * 100, 9);
    expect(third).toBeCloseTo(100, 9);
  });

  it("samples add up to the energy, exactly, when copies fall on the seconds", () => {
    fc.assert(
      fc.property(powers, (changes) => {
        const total = sum(samplesOf(changes, 10));
        expect(Math.abs(total - integral(changes, seconds(10)))).toBeLessThan(1e-9);
      }),
    );
  });

  it("samples add up to the energy at the last copy, wherever copies fall", () => {
    fc.assert(
      fc.property(powers, fc.integer({ min: 0, max: 499 }), (changes, phaseMs) => {
        const behindPs = phaseMs === 0 ? 0 : PUBLISH_PERIOD_PS - ms(phaseMs);
        const total = sum(samplesOf(changes, 10, ms(phaseMs)));
        const copied = integral(changes, seconds(10) - behindPs);
        expect(Math.abs(total - copied)).toBeLessThan(1e-9);
      }),
    );
  });
});
