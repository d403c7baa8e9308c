/**
 * Several replications as one record: counters and histograms add up, so a percentile of the whole is read
 * from the merged histogram and is never an average of percentiles. Order and grouping do not matter.
 */
import { LatencyHistogram } from "./histogram.ts";
import type { RunRecord } from "./record.ts";

export function mergeRecords(records: readonly RunRecord[]): RunRecord {
  const histograms: Record<string, LatencyHistogram> = {};
  const counters: Record<string, number> = {};
  for (const record of records) {
    for (const [name, histogram] of Object.entries(record.histograms)) {
      let sum = histograms[name];
      if (sum === undefined) {
        sum = new LatencyHistogram();
        histograms[name] = sum;
      }
      sum.add(histogram);
    }
    for (const [name, value] of Object.entries(record.counters)) {
      counters[name] = (counters[name] ?? 0) + value;
    }
  }
  return { histograms, counters };
}
