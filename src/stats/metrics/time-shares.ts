/** Where the hardware threads' time went. Kernel, user and idle time add up to all of it. */
import type { Metric } from "../metric.ts";
import { ratioOf } from "../metric.ts";

const BUSY = ["kernelPs", "userPs"];
const ALL = ["kernelPs", "userPs", "idlePs"];

export const kernelShare: Metric = {
  id: "kernelShare",
  title: "Kernel share",
  unit: "ratio",
  better: "LOWER",
  doc: "Kernel (or dataplane) time over busy time, that is kernel plus user time of all hardware threads.",
  of: (record) => ratioOf(record, "kernelPs", BUSY),
};

export const userShare: Metric = {
  id: "userShare",
  title: "User share",
  unit: "ratio",
  better: "NEUTRAL",
  doc: "Application time, waiting for its lock included, over busy time.",
  of: (record) => ratioOf(record, "userPs", BUSY),
};

export const idleShare: Metric = {
  id: "idleShare",
  title: "Idle share",
  unit: "ratio",
  better: "NEUTRAL",
  doc: "Time in which hardware threads polled without finding anything, or were halted, over all time.",
  of: (record) => ratioOf(record, "idlePs", ALL),
};
