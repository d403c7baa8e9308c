/** The latency histogram: layout, error bound, algebra. */
import fc from "fast-check";
import { build } from "hdr-histogram-js";
import { quantile } from "simple-statistics";
import { describe, expect, it } from "vitest";
import {
  BINS,
  binOf,
  highestOf,
  LatencyHistogram,
  lowestOf,
  MAX_VALUE_NS,
} from "../../../src/stats/histogram.ts";

const value = fc.oneof(
  fc.nat({ max: 5000 }),
  fc.nat({ max: 2 ** 31 - 1 }),
  fc.integer({ min: 2 ** 30, max: 2 ** 40 }),
  fc.constantFrom(2 ** 31, 2 ** 32 - 1, 2 ** 32, MAX_VALUE_NS),
);
const values = fc.array(value, { maxLength: 100 });

function histogramOf(list: readonly number[]): LatencyHistogram {
  const histogram = new LatencyHistogram();
  for (const x of list) histogram.record(x);
  return histogram;
}

const contents = (h: LatencyHistogram) => [h.sparseCounts(), h.count, h.sumNs, h.minNs, h.maxNs];

describe("the bins", () => {
  it("hold their value and are at most 1/1,024 of it wide", () => {
    fc.assert(
      fc.property(value, (x) => {
        const bin = binOf(x);
        expect(lowestOf(bin)).toBeLessThanOrEqual(x);
        expect(highestOf(bin)).toBeGreaterThanOrEqual(x);
        expect(highestOf(bin) - lowestOf(bin)).toBeLessThanOrEqual(x / 1024);
      }),
    );
  });

  it("follow one another without gap or overlap", () => {
    for (let bin = 1; bin < BINS; bin++) expect(lowestOf(bin)).toBe(highestOf(bin - 1) + 1);
    expect(highestOf(BINS - 1)).toBe(MAX_VALUE_NS);
  });
});

describe("a histogram", () => {
  it("keeps count, sum, mean, least and largest exactly", () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 100 }), (list) => {
        const histogram = histogramOf(list);
        const sum = list.reduce((a, b) => a + b, 0);
        expect(histogram.count).toBe(list.length);
        expect(histogram.meanNs).toBe(sum / list.length);
        expect([histogram.minNs, histogram.maxNs]).toEqual([Math.min(...list), Math.max(...list)]);
      }),
    );
  });

  it("gives percentiles within the error bound of the sorted values", () => {
    const percent = fc.double({ min: 0.01, max: 100, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 200 }), percent, (list, p) => {
        const sorted = [...list].sort((a, b) => a - b);
        const exact = sorted[Math.max(1, Math.ceil((p / 100) * list.length - 1e-9)) - 1]!;
        const got = histogramOf(list).percentileNs(p);
        expect(got).toBeGreaterThanOrEqual(exact);
        expect(got).toBeLessThanOrEqual(exact * (1 + 1 / 1024));
      }),
    );
  });

  it("agrees with HdrHistogram's own percentiles", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 1e9 }), { minLength: 1, maxLength: 100 }), (list) => {
        const hdr = build({ numberOfSignificantValueDigits: 3, highestTrackableValue: 2e12 });
        for (const x of list) hdr.recordValue(x);
        const ours = histogramOf(list);
        for (const p of [50, 90, 99, 100]) {
          expect(ours.percentileNs(p)).toBe(Math.min(hdr.getValueAtPercentile(p), ours.maxNs));
        }
      }),
    );
  });

  it("agrees with the quantiles of simple-statistics, where these fall on one of the values", () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 200 }), fc.nat(), (list, any) => {
        // The library interpolates between ranks 0 and n - 1 (Hyndman and Fan's type 7).
        const rank = 1 + (any % (list.length - 1));
        const share = rank / (list.length - 1);
        const exact = Math.round(quantile(list, share));
        const got = histogramOf(list).percentileNs(100 * share);
        expect(got).toBeGreaterThanOrEqual(exact);
        expect(got).toBeLessThanOrEqual(exact * (1 + 1 / 1024));
      }),
    );
  });

  it("merges associatively, commutatively, and as if all values had been recorded in one", () => {
    fc.assert(
      fc.property(values, values, values, (a, b, c) => {
        const left = histogramOf(a);
        left.add(histogramOf(b));
        left.add(histogramOf(c));
        const right = histogramOf(c);
        right.add(histogramOf(b));
        const all = histogramOf(a);
        all.add(right);
        expect(contents(left)).toEqual(contents(all));
        expect(contents(left)).toEqual(contents(histogramOf([...c, ...a, ...b])));
      }),
    );
  });

  it("that was stored is like the one before: alone, added to others, and counting on", () => {
    const stored = (list: readonly number[]) => {
      const sparse = histogramOf(list).sparseCounts();
      const bins = sparse.flatMap((bin, i) =>
        i % 2 === 0 ? [[bin, sparse[i + 1]!] as const] : [],
      );
      return LatencyHistogram.restore(bins, histogramOf(list));
    };
    const percent = fc.double({ min: 0.01, max: 100, noNaN: true });
    fc.assert(
      fc.property(values, values, percent, (a, b, p) => {
        expect(stored(a).percentileNs(p)).toBe(histogramOf(a).percentileNs(p));
        expect(contents(stored(a))).toEqual(contents(histogramOf(a)));
        const sum = stored(a);
        sum.add(stored(b));
        expect(contents(sum)).toEqual(contents(histogramOf([...a, ...b])));
        const more = stored(a);
        for (const x of b) more.record(x);
        expect(contents(more)).toEqual(contents(histogramOf([...a, ...b])));
        expect(more.percentileNs(p)).toBe(histogramOf([...a, ...b]).percentileNs(p));
      }),
    );
  });

  it("that was stored is refused if its extremes lie elsewhere", () => {
    const bins = [[7, 1]] as const;
    const moments = { sumNs: 7, minNs: 7, maxNs: 7 };
    expect(LatencyHistogram.restore(bins, moments).count).toBe(1);
    expect(() => LatencyHistogram.restore(bins, { ...moments, minNs: 6 })).toThrow(RangeError);
    expect(() => LatencyHistogram.restore(bins, { ...moments, maxNs: 8 })).toThrow(RangeError);
  });

  it("counts a buffer of picoseconds as it counts single values", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 2e9 }), { maxLength: 50 }), (list) => {
        const buffered = new LatencyHistogram();
        buffered.recordPs(Float64Array.from([...list, 123456]), list.length);
        expect(contents(buffered)).toEqual(contents(histogramOf(list.map((x) => x * 1e-3))));
      }),
    );
  });

  it("refuses what is no latency", () => {
    const histogram = new LatencyHistogram();
    expect(() => histogram.record(-1)).toThrow(RangeError);
    expect(() => histogram.record(Number.NaN)).toThrow(RangeError);
    expect(() => histogram.recordPs(Float64Array.of(-2000), 1)).toThrow(RangeError);
    expect(() => histogram.recordPs(Float64Array.of(Number.NaN), 1)).toThrow(RangeError);
  });

  it("counts what is beyond its range as its largest value", () => {
    const histogram = histogramOf([1e15]);
    expect(histogram.maxNs).toBe(MAX_VALUE_NS);
    expect(histogram.percentileNs(50)).toBe(MAX_VALUE_NS);
  });
});
