/** All records but one, worked out by taking one away, against adding up the others. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LatencyHistogram } from "../../../src/stats/histogram.ts";
import { LeaveOneOut } from "../../../src/stats/leave-one-out.ts";
import { mergeRecords } from "../../../src/stats/merge.ts";
import type { RunRecord } from "../../../src/stats/record.ts";
import { METRICS } from "../../../src/stats/registry.ts";

const latencies = fc.array(fc.oneof(fc.nat({ max: 9 }), fc.nat({ max: 2 ** 33 })), {
  maxLength: 4,
});
/** What a record may have: nothing, an empty histogram, one value, equal extremes, fractions. */
const anyRecord = fc
  .record(
    {
      latency: latencies,
      batch: latencies,
      requests: fc.nat({ max: 1e9 }),
      measuredPs: fc.constant(1e12),
      energyPj: fc.double({ min: 0.1, max: 1e14, noNaN: true }),
    },
    { requiredKeys: [] },
  )
  .map(({ latency, batch, ...counters }) => {
    const histograms = Object.entries({ latency, batch }).flatMap(([name, values]) =>
      values === undefined ? [] : [[name, histogramOf(values)] as const],
    );
    return { histograms: Object.fromEntries(histograms), counters };
  });

function histogramOf(values: readonly number[]): LatencyHistogram {
  const histogram = new LatencyHistogram();
  for (const value of values) histogram.record(value);
  return histogram;
}

const addedUp = (records: readonly RunRecord[], left: number) =>
  mergeRecords(records.filter((_, i) => i !== left));

const contents = (h: LatencyHistogram) => [h.sparseCounts(), h.count, h.sumNs, h.minNs, h.maxNs];
const allContents = ({ histograms }: RunRecord) =>
  Object.fromEntries(Object.entries(histograms).map(([name, h]) => [name, contents(h)]));

describe("all records but one", () => {
  it("have the counts and extremes of the others added up, in whatever order they are asked for", () => {
    const asked = fc.array(fc.nat({ max: 5 }), { maxLength: 12 });
    fc.assert(
      fc.property(fc.array(anyRecord, { minLength: 1, maxLength: 6 }), asked, (records, order) => {
        const others = new LeaveOneOut(records);
        for (const left of [...records.keys(), ...order.filter((i) => i < records.length)]) {
          expect(allContents(others.without(left))).toEqual(allContents(addedUp(records, left)));
        }
      }),
    );
  });

  it("have the counters of the others added up: whole numbers exactly, others to twelve digits", () => {
    fc.assert(
      fc.property(fc.array(anyRecord, { minLength: 1, maxLength: 6 }), (records) => {
        const others = new LeaveOneOut(records);
        for (const left of records.keys()) {
          const { energyPj, ...whole } = others.without(left).counters;
          const { energyPj: expectedPj, ...expected } = addedUp(records, left).counters;
          expect(whole).toEqual(expected);
          expect(typeof energyPj).toBe(typeof expectedPj);
          if (energyPj === undefined || expectedPj === undefined) continue;
          expect(Math.abs(energyPj / expectedPj - 1)).toBeLessThan(1e-12);
        }
      }),
    );
  });

  it("give every metric the value that the others added up give", () => {
    const records = Array.from({ length: 5 }, (_, k) => ({
      histograms: {
        latency: histogramOf(
          Array.from({ length: 3000 }, (_, i) => 1000 + ((i * 7919 * k) % 4000)),
        ),
        batch: histogramOf([1, 2, 3 + k]),
      },
      counters: { requests: 3000 + k, measuredPs: 1e12, energyPj: 1e13 + k / 3, kernelPs: 5 + k },
    }));
    const others = new LeaveOneOut(records);
    for (const metric of METRICS) {
      for (const left of records.keys()) {
        const expected = metric.of(addedUp(records, left));
        const found = metric.of(others.without(left));
        if (typeof expected === "number") expect(found).toBeCloseTo(expected, 9);
        else expect(found).toBe(expected);
      }
    }
  });
});
