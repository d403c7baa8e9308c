/** What a control plane did, and what it left to others. */
import type { Metric } from "../metric.ts";
import { countOf, ratioOf, scaled } from "../metric.ts";

const NS_PER_US = 1e3;
/** Bytes per picosecond, in MB/s. */
const MB_PER_S = 1e6;

export const backgroundThroughput: Metric = {
  id: "backgroundThroughput",
  title: "Background throughput",
  unit: "MB/s",
  better: "HIGHER",
  doc: "Work that the background job got done on the cores that the policy left free.",
  of: (record) => scaled(ratioOf(record, "backgroundBytes", ["measuredPs"]), MB_PER_S),
};

export const policySteps: Metric = {
  id: "policySteps",
  title: "Policy steps",
  unit: "steps",
  better: "NEUTRAL",
  doc: "Steps of its ladder that the policy took in the measured window.",
  of: countOf("policySteps"),
};

export const migrations: Metric = {
  id: "migrations",
  title: "Migrate commands",
  unit: "commands",
  better: "NEUTRAL",
  doc: "Commands that moved flow groups from one hardware thread to another.",
  of: countOf("migrations"),
};

export const overflows: Metric = {
  id: "overflows",
  title: "Full rings",
  unit: "looks",
  better: "LOWER",
  doc: "Looks of a thread that found its receive rings full and frames lost.",
  of: countOf("overflows"),
};

export const retransmissions: Metric = {
  id: "retransmissions",
  title: "Frames sent again",
  unit: "frames",
  better: "LOWER",
  doc: "Frames that were lost at full rings and that TCP has sent again.",
  of: countOf("retransmissions"),
};

/** States of a hardware thread under a control plane; their counters add up to all of the time. */
const STATES = ["busy", "polling", "migrating", "background", "parked"] as const;

/** Metric of the share of the time that hardware threads are in a state. */
const stateShare = (state: (typeof STATES)[number], doc: string): Metric => ({
  id: `state.${state}`,
  title: `Threads ${state}`,
  unit: "ratio",
  better: "NEUTRAL",
  doc,
  of: (record) =>
    ratioOf(
      record,
      `${state}Ps`,
      STATES.map((one) => `${one}Ps`),
    ),
});

/** Under a control plane: shares of the time of all hardware threads, which add up to 1. */
export const STATE_SHARES: readonly Metric[] = [
  stateShare("busy", "Share of time in which hardware threads work for packets and requests."),
  stateShare("polling", "Share of time in which hardware threads wait for packets."),
  stateShare(
    "migrating",
    "Share of time in which they wait while a migrate command is about them.",
  ),
  stateShare("background", "Share of time in which hardware threads run the background job."),
  stateShare("parked", "Share of time in which hardware threads are left to sleep."),
];

/** Metric of the time that a migrate command takes. */
const migrationTime = (
  id: string,
  title: string,
  doc: string,
  ns: (times: { percentileNs(percent: number): number; readonly maxNs: number }) => number,
): Metric => ({
  id,
  title,
  unit: "us",
  better: "LOWER",
  doc,
  of: ({ histograms }) => {
    const times = histograms["migration"];
    if (times === undefined) return "NOT_MODELLED";
    return times.count === 0 ? "NO_SAMPLES" : ns(times) / NS_PER_US;
  },
});

export const migrationMedian = migrationTime(
  "migration.p50",
  "Migration, median",
  "Time from a migrate command to its end that half of the commands do not exceed.",
  (times) => times.percentileNs(50),
);

export const migrationWorst = migrationTime(
  "migration.worst",
  "Migration, worst",
  "Longest time from a migrate command to its end.",
  (times) => times.maxNs,
);
