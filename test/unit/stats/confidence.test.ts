/** Intervals over replications, against jStat, printed tables, and the jackknife written out by hand. */
import fc from "fast-check";
import jstat from "jstat";
import { describe, expect, it } from "vitest";
import { estimate, estimateOfValues } from "../../../src/stats/confidence.ts";
import { LatencyHistogram } from "../../../src/stats/histogram.ts";
import { mergeRecords } from "../../../src/stats/merge.ts";
import { latencyMean, latencyPercentile } from "../../../src/stats/metrics/latency.ts";
import { throughput } from "../../../src/stats/metrics/throughput.ts";
import type { RunRecord } from "../../../src/stats/record.ts";

const { jStat } = jstat;

const values = fc.array(fc.double({ min: 50, max: 150, noNaN: true }), {
  minLength: 2,
  maxLength: 20,
});
const level = fc.constantFrom(0.8, 0.9, 0.95, 0.99, 0.999);

/** The ordinary t interval of a mean, by jStat. */
function intervalOf(list: readonly number[], confidence: number) {
  const n = list.length;
  const error = n === 0 ? 0 : jStat.stdev(list, true) / Math.sqrt(n);
  const half = jStat.studentt.inv((1 + confidence) / 2, n - 1) * error;
  return { mean: jStat.mean(list), half };
}

const ofRequests = (requests: number): RunRecord => ({
  histograms: {},
  counters: { requests, measuredPs: 1e12 },
});

function ofLatencies(us: readonly number[]): RunRecord {
  const latency = new LatencyHistogram();
  for (const x of us) latency.record(x * 1000);
  return { histograms: { latency }, counters: {} };
}

describe("Student's t", () => {
  it.each([
    [1, 0.95, 12.706],
    [2, 0.95, 4.303],
    [4, 0.95, 2.776],
    [10, 0.95, 2.228],
    [30, 0.95, 2.042],
    [120, 0.95, 1.98],
    [2, 0.9, 2.92],
    [4, 0.99, 4.604],
    [9, 0.999, 4.781],
  ])("with %i degrees of freedom, at %d, is that of printed tables", (df, confidence, t) => {
    // Of n values, half at -1 and half at 1, or with a 0 between: the half width over the standard error is t.
    const n = df + 1;
    const list = Array.from({ length: n }, (_, i) => Math.sign(2 * i - df));
    const { ciLow, ciHigh } = estimateOfValues("x", list, confidence);
    const error = jStat.stdev(list, true) / Math.sqrt(n);
    expect(((ciHigh ?? 0) - (ciLow ?? 0)) / 2 / error).toBeCloseTo(t, 3);
  });
});

describe("the interval of one value per replication", () => {
  it("is jStat's", () => {
    fc.assert(
      fc.property(values, level, (list, confidence) => {
        const { mean, half } = intervalOf(list, confidence);
        const found = estimateOfValues("x", list, confidence);
        expect(found).toMatchObject({ method: "T", replications: list.length });
        expect(found.value).toBeCloseTo(mean, 9);
        expect(found.ciLow).toBeCloseTo(mean - half, 5);
        expect(found.ciHigh).toBeCloseTo(mean + half, 5);
      }),
    );
  });
});

describe("the jackknife", () => {
  it("is the ordinary t interval, when the measure is a mean of the replications", () => {
    fc.assert(
      fc.property(values, level, (list, confidence) => {
        const { mean, half } = intervalOf(list, confidence);
        const found = estimate(list.map(ofRequests), throughput, confidence);
        expect(found).toMatchObject({ method: "JACKKNIFE_T", replications: list.length });
        expect(found.value).toBeCloseTo(mean, 9);
        expect(found.ciLow).toBeCloseTo(Math.max(0, mean - half), 5);
        expect(found.ciHigh).toBeCloseTo(mean + half, 5);
      }),
    );
  });

  it("is Tukey's for a ratio, with an allowance for its bias", () => {
    const lists = [[10, 20], [30], [25, 35, 45], [12]];
    const pool = lists.flat();
    const n = lists.length;
    const pseudo = lists.map(
      (_, left) =>
        n * jStat.mean(pool) - (n - 1) * jStat.mean(lists.filter((__, i) => i !== left).flat()),
    );
    const { mean, half } = intervalOf(pseudo, 0.95);
    const bias = Math.abs(mean - jStat.mean(pool));
    const found = estimate(lists.map(ofLatencies), latencyMean, 0.95);
    expect(bias).toBeGreaterThan(0.1);
    expect(found.value).toBeCloseTo(jStat.mean(pool), 9);
    expect(found.ciHigh! - found.value!).toBeCloseTo(half + bias, 6);
    expect(found.ciLow).toBeCloseTo(found.value! - half - bias, 6);
  });

  it("reads a percentile from all replications together, never from an average", () => {
    const fast = ofLatencies(Array.from({ length: 1000 }, () => 10));
    const slow = ofLatencies(Array.from({ length: 1000 }, (_, i) => (i < 100 ? 500 : 10)));
    const p99 = latencyPercentile(99);
    const { value } = estimate([fast, slow, fast, fast], p99, 0.95);
    expect(value).toBe(p99.of(mergeRecords([fast, slow, fast, fast])));
    expect(value).toBeCloseTo(500, 0);
  });

  it("has no interval with one replication, nor where the measure is absent without one of them", () => {
    expect(estimate([ofRequests(5)], throughput, 0.95)).toMatchObject({
      value: 5,
      ciLow: null,
      method: "NONE",
    });
    const third = ofLatencies(Array.from({ length: 400 }, (_, i) => i + 1));
    const few = estimate([third, third, third], latencyPercentile(99), 0.95);
    expect(few.value).toBeCloseTo(396, 0);
    expect(few).toMatchObject({ ciLow: null, ciHigh: null, method: "NONE", samples: 1200 });
  });

  it("says why there is no value", () => {
    expect(estimate([], throughput, 0.95).absentBecause).toBe("NOT_FINISHED");
    const few = estimate([ofLatencies([1]), ofLatencies([2])], latencyPercentile(99), 0.95);
    expect(few.absentBecause).toBe("TOO_FEW_SAMPLES");
  });
});
