/** Held rates: the warm-up, the number of steps, and the area that they keep. */
import { sum } from "simple-statistics";
import { describe, expect, it } from "vitest";
import { RandomStream } from "../../../../src/engine/random.ts";
import { defaultsOf } from "../../../../src/params.ts";
import { ms, seconds } from "../../../../src/units.ts";
import {
  HOLD_PERIOD_PS,
  holdRates,
  PATTERN_PHASES,
} from "../../../../src/workload/load-patterns/hold-rates.ts";
import { sineNoise } from "../../../../src/workload/load-patterns/sine-noise.ts";
import { slope } from "../../../../src/workload/load-patterns/slope.ts";

const random = (consumer: string) => new RandomStream("7", 0, consumer);
const PER_S = 100;

describe("held rates", () => {
  const rate = slope.rateAt(defaultsOf(slope.params), random);
  const rates = holdRates(rate, PATTERN_PHASES, HOLD_PERIOD_PS);

  it("are one per 10 ms of a minute's warm-up and four minutes", () => {
    expect(rates).toHaveLength(300 * PER_S);
  });

  it("are the rate at time 0 during the warm-up", () => {
    expect(new Set(rates.subarray(0, 60 * PER_S))).toEqual(new Set([rate(0)]));
  });

  it("are the rate in the middle of each period from then on", () => {
    for (const i of [0, 1, 4_711, 11_999, 12_000, 23_999]) {
      expect(rates[60 * PER_S + i]).toBeCloseTo(rate((i + 0.5) / PER_S), 6);
    }
  });

  it("keep the area under straight lines", () => {
    const measured = [...rates.subarray(60 * PER_S)];
    expect(sum(measured) / PER_S).toBeCloseTo(240 * 3_155_000, 2);
  });

  it("hold the noise of time 0 as well", () => {
    const noisy = sineNoise.rateAt(defaultsOf(sineNoise.params), random);
    const held = holdRates(noisy, PATTERN_PHASES, HOLD_PERIOD_PS);
    expect(new Set(held.subarray(0, 60 * PER_S))).toEqual(new Set([noisy(0)]));
    expect(noisy(0)).not.toBe(3_250_000);
  });

  it("cover a time that is no whole number of periods", () => {
    const phases = { warmupPs: ms(4), measurePs: ms(21) };
    expect([...holdRates((s) => 1000 * s, phases, ms(10))]).toEqual([1, 11, 21]);
    expect(holdRates(() => 1, { warmupPs: 0, measurePs: seconds(1) }, ms(300))).toHaveLength(4);
  });
});
