/**
 * How long requests took, seen by the latency client: from send to reading the response. A percentile
 * needs at least ten expected samples beyond it, else it is absent: a single outlier is no percentile.
 */
import type { Metric } from "../metric.ts";

const NS_PER_US = 1e3;
const SAMPLES_BEYOND = 10;

export const latencyMean: Metric = {
  id: "latency.mean",
  title: "Mean latency",
  unit: "us",
  better: "LOWER",
  doc: "Mean latency of the latency client's requests.",
  of: ({ histograms }) => {
    const histogram = histograms["latency"];
    if (histogram === undefined) return "NOT_MODELLED";
    return histogram.count === 0 ? "NO_SAMPLES" : histogram.meanNs / NS_PER_US;
  },
};

/** Metric of one percentile of the latency client's requests. */
export function latencyPercentile(percent: number): Metric {
  return {
    id: `latency.p${percent}`,
    title: percent === 50 ? "Median latency" : `Latency, ${percent}th percentile`,
    unit: "us",
    better: "LOWER",
    doc: `Latency that ${percent} % of the latency client's requests do not exceed.`,
    of: ({ histograms }) => {
      const histogram = histograms["latency"];
      if (histogram === undefined) return "NOT_MODELLED";
      if (histogram.count === 0) return "NO_SAMPLES";
      const beyond = (histogram.count * (100 - percent)) / 100;
      if (beyond < SAMPLES_BEYOND - 1e-9) return "TOO_FEW_SAMPLES";
      return histogram.percentileNs(percent) / NS_PER_US;
    },
  };
}
