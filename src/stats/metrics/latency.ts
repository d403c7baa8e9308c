/**
 * How long requests took, from send to reading the response: those of the latency client, or all of a closed
 * loop. A percentile needs at least ten expected samples beyond it, else it is absent: a single outlier is no percentile.
 */
import type { Metric } from "../metric.ts";
import { scaled } from "../metric.ts";

const NS_PER_US = 1e3;
const SAMPLES_BEYOND = 10;

export const latencyMean: Metric = {
  id: "latency.mean",
  title: "Mean latency",
  unit: "us",
  better: "LOWER",
  doc: "Mean latency of the latency client's requests, or of all messages of a closed loop.",
  of: ({ histograms }) => {
    const histogram = histograms["latency"];
    if (histogram === undefined) return "NOT_MODELLED";
    return histogram.count === 0 ? "NO_SAMPLES" : histogram.meanNs / NS_PER_US;
  },
};

export const oneWayLatency: Metric = {
  id: "oneWayLatency",
  title: "One-way latency",
  unit: "us",
  better: "LOWER",
  doc: "Half of the mean round trip of a ping-pong between two machines that run the same system.",
  of: (record) => {
    if (record.counters["roundTrips"] === undefined) return "NOT_MODELLED";
    return scaled(latencyMean.of(record), 1 / 2);
  },
};

/** Metric of one percentile of the latency client's requests. */
export function latencyPercentile(percent: number): Metric {
  return {
    id: `latency.p${percent}`,
    title: percent === 50 ? "Median latency" : `Latency, ${percent}th percentile`,
    unit: "us",
    better: "LOWER",
    doc: `Latency that ${percent} % of the latency client's requests, or of all messages of a closed loop, do not exceed.`,
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
