/** Records add up, in any order and grouping. */
import { describe, expect, it } from "vitest";
import { LatencyHistogram } from "../../../src/stats/histogram.ts";
import { mergeRecords } from "../../../src/stats/merge.ts";
import type { RunRecord } from "../../../src/stats/record.ts";

function recordOf(latenciesNs: readonly number[], counters: Record<string, number>): RunRecord {
  const latency = new LatencyHistogram();
  for (const x of latenciesNs) latency.record(x);
  return { histograms: { latency }, counters };
}

const contents = (r: RunRecord) => [r.counters, r.histograms["latency"]?.sparseCounts()];

describe("merging records", () => {
  const a = () => recordOf([1, 2], { requests: 2, drops: 1 });
  const b = () => recordOf([2, 300], { requests: 5 });
  const c = () => recordOf([70_000], { requests: 7, drops: 3 });

  it("adds counters and histograms", () => {
    expect(contents(mergeRecords([a(), b(), c()]))).toEqual([
      { requests: 14, drops: 4 },
      recordOf([1, 2, 2, 300, 70_000], {}).histograms["latency"]?.sparseCounts(),
    ]);
  });

  it("does not depend on order or grouping, and leaves its inputs alone", () => {
    const [x, y, z] = [a(), b(), c()];
    const grouped = mergeRecords([x, mergeRecords([y, z])]);
    expect(contents(grouped)).toEqual(contents(mergeRecords([z, y, x])));
    expect(contents(x)).toEqual(contents(a()));
  });

  it("of nothing is empty", () => {
    expect(mergeRecords([])).toEqual({ histograms: {}, counters: {} });
  });
});
