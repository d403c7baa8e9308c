/** Service times: each distribution has the moments that its parameters say, and draws what it may draw. */
import { describe, expect, it } from "vitest";
import { RandomStream } from "../../../src/engine/random.ts";
import { BimodalTimes } from "../../../src/workload/service/bimodal.ts";
import { DeterministicTimes } from "../../../src/workload/service/deterministic.ts";
import { EmpiricalTimes } from "../../../src/workload/service/empirical.ts";
import { ExponentialTimes } from "../../../src/workload/service/exponential.ts";
import { LognormalTimes } from "../../../src/workload/service/lognormal.ts";
import { ParetoTimes } from "../../../src/workload/service/pareto.ts";
import type { ServiceTimes } from "../../../src/workload/service/service-times.ts";

const DRAWS = 200_000;
const random = () => new RandomStream("1", 0, "demand");

function draw(times: ServiceTimes): Float64Array {
  const values = new Float64Array(DRAWS);
  times.draw(values);
  return values;
}

function moments(values: Float64Array) {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
  return { mean, cv2: variance / mean ** 2 };
}

/** Share of the draws beyond a value. */
const beyond = (values: Float64Array, limit: number) =>
  values.filter((x) => x > limit).length / values.length;

/** Four standard errors of a share. */
const error = (share: number) => 4 * Math.sqrt((share * (1 - share)) / DRAWS);

function expectShare(values: Float64Array, limit: number, share: number): void {
  expect(Math.abs(beyond(values, limit) - share)).toBeLessThan(error(share));
}

describe("service times", () => {
  it("deterministic are all the same", () => {
    expect(new Set(draw(new DeterministicTimes(12_345)))).toEqual(new Set([12_345]));
  });

  it("exponential have their mean, variance and tail", () => {
    const values = draw(new ExponentialTimes(random(), 1e7));
    const { mean, cv2 } = moments(values);
    expect(Math.abs(mean / 1e7 - 1)).toBeLessThan(4 / Math.sqrt(DRAWS));
    expect(cv2).toBeCloseTo(1, 1);
    for (const t of [0.1, 1, 5]) expectShare(values, t * 1e7, Math.exp(-t));
  });

  it("bimodal are of two kinds in their shares", () => {
    const values = draw(new BimodalTimes(random(), 5, 55, 0.1));
    expect(new Set(values)).toEqual(new Set([5, 55]));
    expectShare(values, 5, 0.1);
    expect(new Set(draw(new BimodalTimes(random(), 5, 55, 0)))).toEqual(new Set([5]));
    expect(new Set(draw(new BimodalTimes(random(), 5, 55, 1)))).toEqual(new Set([55]));
  });

  it("lognormal have their mean, median and spread", () => {
    const values = draw(new LognormalTimes(random(), 1e7, 0.8));
    const median = 1e7 * Math.exp(-0.32);
    expect(Math.abs(moments(values).mean / 1e7 - 1)).toBeLessThan(4 * Math.sqrt(0.9 / DRAWS));
    expectShare(values, median, 0.5);
    expectShare(values, median * Math.exp(0.8), 0.158_655);
    expectShare(values, median * Math.exp(-1.6), 0.977_25);
    expect(new Set(draw(new LognormalTimes(random(), 777, 0)))).toEqual(new Set([777]));
  });

  it.each([0, 0.2, 0.348, 0.9])("generalised Pareto of shape %f have their tail", (shape) => {
    const values = draw(new ParetoTimes(random(), 2e6, 5e6, shape));
    const share = (t: number) => (shape === 0 ? Math.exp(-t) : (1 + shape * t) ** (-1 / shape));
    expect(Math.min(...values.subarray(0, 1000))).toBeGreaterThanOrEqual(2e6);
    for (const t of [0.2, 1, 4, 20]) expectShare(values, 2e6 + t * 5e6, share(t));
    if (shape === 0.2) expect(moments(values).mean / (2e6 + 5e6 / 0.8)).toBeCloseTo(1, 1.5);
  });

  it("a shape next to zero is the exponential distribution, draw by draw", () => {
    const exponential = draw(new ParetoTimes(random(), 0, 1e7, 0));
    const nearly = draw(new ParetoTimes(random(), 0, 1e7, 2e-6));
    for (let i = 0; i < 1000; i++)
      expect(Math.abs(nearly[i]! / exponential[i]! - 1)).toBeLessThan(1e-4);
  });

  it("empirical are the samples, all equally likely", () => {
    const values = draw(new EmpiricalTimes(random(), [1, 2, 2, 9]));
    expect(new Set(values)).toEqual(new Set([1, 2, 9]));
    expectShare(values, 1, 0.75);
    expectShare(values, 2, 0.25);
  });

  it("are whole picoseconds, however heavy the tail", () => {
    for (const times of [
      new ExponentialTimes(random(), 1e4),
      new LognormalTimes(random(), 1e12, 4),
      new ParetoTimes(random(), 0, 1e12, 0.95),
    ]) {
      const values = draw(times);
      expect(values.every((x) => Number.isSafeInteger(x) && x >= 0 && x <= 1e15)).toBe(true);
    }
  });
});
