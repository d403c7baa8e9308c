/**
 * Intervals of points that are repeated until they are narrow enough. Stopping because the interval is narrow prefers
 * those that are so by chance, so that they hold the truth less often than they say; the least number of replications
 * bounds how much less. 2,000 points of normal noise for each spread: the standard error of the coverage is 0.5 %.
 */
import { describe, expect, it } from "vitest";
import { ExponentialStream } from "../../src/engine/exponential.ts";
import { RandomStream } from "../../src/engine/random.ts";
import { estimateMetric } from "../../src/experiment/estimate.ts";
import { defaultReplications, neededReplications } from "../../src/experiment/precision.ts";
import type { RunRecord } from "../../src/stats/record.ts";

const POINTS = 2000;
const TRUTH = 1000;
const PRECISION = { measure: "throughput", halfWidth: 0.03, most: 100 };

/** Normal numbers by the method of Box and Muller. */
function normals(): () => number {
  const random = new RandomStream("1", 0, "stopping");
  const squares = new ExponentialStream(new RandomStream("1", 0, "squares"));
  const STEPS = 2 ** 20;
  return () =>
    Math.sqrt(2 * squares.next()) * Math.cos((2 * Math.PI * random.below(STEPS)) / STEPS);
}

/** Share of the points whose last interval holds the truth, and their mean number of replications. */
function repeated(least: number, spread: number) {
  const normal = normals();
  let held = 0;
  let runs = 0;
  for (let point = 0; point < POINTS; point++) {
    let records: readonly RunRecord[] = [];
    for (let wanted = least; wanted > records.length; ) {
      const more = Array.from({ length: wanted - records.length }, () => ({
        histograms: {},
        counters: { requests: TRUTH * (1 + spread * normal()), measuredPs: 1e12 },
      }));
      records = [...records, ...more];
      wanted = neededReplications(records, PRECISION);
    }
    const { ciLow, ciHigh } = estimateMetric(records, PRECISION.measure);
    if ((ciLow ?? 0) <= TRUTH && TRUTH <= (ciHigh ?? 0)) held += 1;
    runs += records.length;
  }
  return { coverage: held / POINTS, runs: runs / POINTS };
}

describe("points repeated until their interval is within 3 %", () => {
  const least = defaultReplications(PRECISION);

  it.each([0.02, 0.04, 0.05, 0.08])(
    "hold the truth in 92 to 98 of 100, at a spread of %d",
    (spread) => {
      const { coverage, runs } = repeated(least, spread);
      expect(coverage).toBeGreaterThanOrEqual(0.92);
      expect(coverage).toBeLessThanOrEqual(0.98);
      // As many as the square law wants, or hardly more.
      expect(runs).toBeLessThan(
        1.2 * Math.max(least, (2.1 * (spread / PRECISION.halfWidth)) ** 2 + 3),
      );
    },
  );

  it("hold it less often when they start from three, which is why they do not", () => {
    expect(repeated(3, 0.04).coverage).toBeLessThan(0.92);
  });

  it("start from more replications than points that are not repeated, but never from more than the most", () => {
    expect(defaultReplications(undefined)).toBe(3);
    expect(least).toBe(8);
    expect(defaultReplications({ ...PRECISION, most: 5 })).toBe(5);
  });
});
