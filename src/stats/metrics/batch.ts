/** How much work is taken at once. */
import type { Metric } from "../metric.ts";
import { ratioOf } from "../metric.ts";

const PASS = "pass of the dataplane that found any (IX: cycle; Linux: softirq poll)";

export const batchMean: Metric = {
  id: "batch.mean",
  title: "Mean batch",
  unit: "packets",
  better: "NEUTRAL",
  doc: `Packets per ${PASS}.`,
  of: (record) => ratioOf(record, "batchPackets", ["batches"]),
};

/** Metric of one percentile of the batch sizes. */
export function batchPercentile(percent: number): Metric {
  return {
    id: `batch.p${percent}`,
    title: percent === 50 ? "Median batch" : `Batch, ${percent}th percentile`,
    unit: "packets",
    better: "NEUTRAL",
    doc: `Packets that ${percent} % of the batches do not exceed; a batch is a ${PASS}.`,
    of: ({ histograms }) => {
      const histogram = histograms["batch"];
      if (histogram === undefined) return "NOT_MODELLED";
      return histogram.count === 0 ? "NO_SAMPLES" : histogram.percentileNs(percent);
    },
  };
}
