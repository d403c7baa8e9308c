/** What one answered message costs the processor. */
import type { Metric } from "../metric.ts";
import { ratioOf } from "../metric.ts";

export const cyclesPerMessage: Metric = {
  id: "cyclesPerMessage",
  title: "Cycles per message",
  unit: "cycles/message",
  better: "LOWER",
  doc: "Busy cycles of all hardware threads, at the clock they run at, over answered messages.",
  of: (record) => ratioOf(record, "busyCycles", ["answered"]),
};

export const l3MissesPerMessage: Metric = {
  id: "l3MissesPerMessage",
  title: "L3 misses per message",
  unit: "misses/message",
  better: "LOWER",
  doc: "Misses of the last-level cache, of dataplane and application, over answered messages.",
  of: (record) => ratioOf(record, "misses", ["answered"]),
};
