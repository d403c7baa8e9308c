/** A record as plain JSON, for queues, databases and files: counters as numbers, histograms as text. */
import { decodeHistogram, type EncodedHistogram, encodeHistogram } from "../stats/hdr-encoding.ts";
import type { RunRecord } from "../stats/record.ts";
import type { Series } from "../stats/series.ts";

export interface RecordJson {
  readonly histograms: Readonly<Record<string, EncodedHistogram>>;
  readonly counters: Readonly<Record<string, number>>;
  readonly series?: Series;
}

export function encodeRecord(record: RunRecord): RecordJson {
  const histograms = Object.entries(record.histograms).map(
    ([name, histogram]) => [name, encodeHistogram(histogram)] as const,
  );
  return {
    histograms: Object.fromEntries(histograms),
    counters: { ...record.counters },
    ...(record.series && { series: record.series }),
  };
}

export function decodeRecord(json: RecordJson): RunRecord {
  const histograms = Object.entries(json.histograms).map(
    ([name, encoded]) => [name, decodeHistogram(encoded)] as const,
  );
  return {
    histograms: Object.fromEntries(histograms),
    counters: { ...json.counters },
    ...(json.series && { series: json.series }),
  };
}
