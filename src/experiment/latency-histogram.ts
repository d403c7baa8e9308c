/** The latencies of several runs together, as text that other programs read. */
import { encodeHistogram } from "../stats/hdr-encoding.ts";
import { highestOf } from "../stats/histogram.ts";
import { mergeRecords } from "../stats/merge.ts";
import type { RunRecord } from "../stats/record.ts";

/** HDR_V2_BASE64: HdrHistogram V2, compressed. BUCKETS_JSON: [[upper end in ns, count], ...]. */
export type HistogramEncoding = "HDR_V2_BASE64" | "BUCKETS_JSON";

/** Null if no latency was recorded. */
export function latencyHistogram(
  records: readonly RunRecord[],
  encoding: HistogramEncoding,
): string | null {
  const histogram = mergeRecords(records).histograms["latency"];
  if (histogram === undefined || histogram.count === 0) return null;
  if (encoding === "HDR_V2_BASE64") return encodeHistogram(histogram).hdr;
  const buckets: [number, number][] = [];
  histogram.forEachBin((bin, count) => buckets.push([highestOf(bin), count]));
  return JSON.stringify(buckets);
}
