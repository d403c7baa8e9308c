/** How the points of a system are drawn: what stands to the right and what upwards. */
import type { SystemDefinition } from "./definition.ts";
import { isScan } from "./pattern/scan.ts";

/** The plots of src/plot/experiment-plot.ts. */
export const PLOT_KINDS = [
  "latency-throughput",
  "metric-against-axis",
  "power-load", // all scans together
  "pattern-stack", // one per run
] as const;

export type PlotKind = (typeof PLOT_KINDS)[number];

export function plotKind(system: SystemDefinition): PlotKind {
  if (system.loadsRps.length > 0) return "latency-throughput";
  if (isScan(system)) return "power-load";
  return system.loadPattern === undefined ? "metric-against-axis" : "pattern-stack";
}
