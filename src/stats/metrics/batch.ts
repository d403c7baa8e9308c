/** How much work is taken at once. */
import type { Metric } from "../metric.ts";
import { ratioOf } from "../metric.ts";

export const batchMean: Metric = {
  id: "batch.mean",
  title: "Mean batch",
  unit: "packets",
  better: "NEUTRAL",
  doc: "Packets per pass of the dataplane that found any (IX: cycle; Linux: softirq poll).",
  of: (record) => ratioOf(record, "batchPackets", ["batches"]),
};
