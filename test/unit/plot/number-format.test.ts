/** Numbers for readers: three significant digits, never a false one. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { latencyScales, logTicks } from "../../../src/plot/latency-scales.ts";
import {
  alignedDigits,
  grouped,
  sharedPrefix,
  threeDigits,
  tickLabels,
} from "../../../src/plot/number-format.ts";
import { point, sample, withFirst } from "./plot-sample.ts";

describe("three digits", () => {
  it.each([
    [0, "0"],
    [1.8, "1.80"],
    [12.34, "12.3"],
    [999.6, "1,000"],
    [9.999, "10.0"],
    [0.0512, "0.0512"],
    [7890.4, "7,890"],
    [1234567, "1,234,567"],
  ])("%d is %s", (value, text) => {
    expect(threeDigits(value)).toBe(text);
  });

  it("is within half a percent of the value", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), (value) => {
        const shown = Number(threeDigits(value).replaceAll(",", ""));
        expect(Math.abs(shown - value) / value).toBeLessThanOrEqual(0.0051);
      }),
    );
  });
});

describe("numbers side by side", () => {
  it("share their decimals and their prefix", () => {
    expect(alignedDigits([1.8, 0.5])).toEqual(["1.80", "0.50"]);
    expect(alignedDigits([1.8, 0.021])).toEqual(["1.800", "0.021"]);
    expect(alignedDigits([0, 0])).toEqual(["0", "0"]);
    expect(sharedPrefix([5e5, 1.8e6, null]).symbol).toBe("M");
    expect(sharedPrefix([]).symbol).toBe("");
    expect(tickLabels([0, 0.5, 1])).toEqual(["0", "0.5", "1.0"]);
    expect(grouped("1234567.25")).toBe("1,234,567.25");
  });
});

describe("the latency axis", () => {
  it("holds the objective and every unsaturated point, and at most ten ticks", () => {
    const scales = latencyScales(sample);
    expect(scales.lowUs).toBeLessThanOrEqual(25 / 3);
    expect(scales.highUs).toBeGreaterThanOrEqual(990);
    expect(scales.ticksUs.length).toBeLessThanOrEqual(10);
    expect(scales.topRps).toBeGreaterThan(1.92e6);
  });

  it("is not stretched by one runaway point", () => {
    const runaway = withFirst({ points: [point(1e5, 50), point(2e5, 9e9, true)] });
    expect(latencyScales(runaway).highUs).toBeLessThanOrEqual(10_000);
  });

  it("has ticks of 1, 2 and 5, and only powers of ten over many decades", () => {
    expect(logTicks(10, 100)).toEqual([10, 20, 50, 100]);
    expect(logTicks(1, 1e6)).toEqual([1, 10, 100, 1000, 1e4, 1e5, 1e6]);
  });
});
