/** What it costs: power of the package (cores, caches, memory controller), no DRAM. */
import type { Metric } from "../metric.ts";
import { ratioOf, scaled } from "../metric.ts";

const UJ_PER_PJ = 1e-6;

export const power: Metric = {
  id: "power",
  title: "Package power",
  unit: "W",
  better: "LOWER",
  doc: "Mean power of the processor package in the measured window.",
  of: (record) => ratioOf(record, "energyPj", ["measuredPs"]), // 1 pJ/ps is 1 W
};

export const energyPerRequest: Metric = {
  id: "energyPerRequest",
  title: "Energy per request",
  unit: "uJ",
  better: "LOWER",
  doc: "Package energy over answered requests of the load clients.",
  of: (record) => scaled(ratioOf(record, "energyPj", ["requests"]), UJ_PER_PJ),
};
