/** Histograms and records as text and back. */
import fc from "fast-check";
import { decodeFromCompressedBase64 } from "hdr-histogram-js";
import { describe, expect, it } from "vitest";
import { decodeRecord, encodeRecord } from "../../../src/experiment/record-json.ts";
import { decodeHistogram, encodeHistogram } from "../../../src/stats/hdr-encoding.ts";
import { LatencyHistogram } from "../../../src/stats/histogram.ts";

const value = fc.oneof(fc.nat({ max: 5000 }), fc.nat({ max: 2 ** 31 - 1 }), fc.constant(2 ** 40));

function histogramOf(list: readonly number[]): LatencyHistogram {
  const histogram = new LatencyHistogram();
  for (const x of list) histogram.record(x);
  return histogram;
}

describe("an encoded histogram", () => {
  it("comes back the same", () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 100 }), (list) => {
        const before = histogramOf(list);
        const after = decodeHistogram(JSON.parse(JSON.stringify(encodeHistogram(before))));
        expect(after.sparseCounts()).toEqual(before.sparseCounts());
        expect([after.count, after.sumNs, after.minNs, after.maxNs]).toEqual([
          before.count,
          before.sumNs,
          before.minNs,
          before.maxNs,
        ]);
      }),
      { numRuns: 30 },
    );
  });

  it("is read by HdrHistogram as what it is", () => {
    const hdr = decodeFromCompressedBase64(encodeHistogram(histogramOf([10, 1000, 50_000])).hdr);
    expect(hdr.totalCount).toBe(3);
    expect(hdr.getValueAtPercentile(50)).toBe(1000);
  });

  it("has HdrHistogram's percentiles after the way over text", () => {
    const list = fc.array(fc.nat({ max: 1e9 }), { minLength: 1, maxLength: 100 });
    const percent = fc.double({ min: 0.1, max: 99.9, noNaN: true });
    fc.assert(
      fc.property(list, percent, (values, p) => {
        const ours = histogramOf(values);
        const hdr = decodeFromCompressedBase64(encodeHistogram(ours).hdr);
        expect(hdr.totalCount).toBe(values.length);
        expect(Math.min(hdr.getValueAtPercentile(p), ours.maxNs)).toBe(ours.percentileNs(p));
      }),
      { numRuns: 50 },
    );
  });

  it("is refused when its counts do not add up", () => {
    const encoded = encodeHistogram(histogramOf([1, 2, 3]));
    expect(() => decodeHistogram({ ...encoded, count: 4 })).toThrow("does not add up");
  });

  it("keeps big counts", () => {
    const histogram = LatencyHistogram.restore([[700, 2 ** 34]], {
      sumNs: 1,
      minNs: 700,
      maxNs: 700,
    });
    expect(decodeHistogram(encodeHistogram(histogram)).count).toBe(2 ** 34);
  });
});

describe("an encoded record", () => {
  it("comes back the same", () => {
    const record = { histograms: { latency: histogramOf([5, 6, 7]) }, counters: { requests: 3 } };
    const back = decodeRecord(JSON.parse(JSON.stringify(encodeRecord(record))));
    expect(back.counters).toEqual(record.counters);
    expect(back.histograms["latency"]?.sparseCounts()).toEqual([5, 1, 6, 1, 7, 1]);
  });
});
