/** Axes and grid of the latency-against-throughput plot. */
import * as Plot from "@observablehq/plot";
import { type LatencyScales, linearTicks } from "./latency-scales.ts";
import { grouped, tickLabels } from "./number-format.ts";
import type { PlotTheme } from "./theme.ts";

/** One tick of the throughput axis needs this much room, in pixels. */
const TICK_ROOM = 55;

/** @param span width of the frame, in pixels. */
export function axisMarks(scales: LatencyScales, theme: PlotTheme, span: number): Plot.Markish[] {
  const unit = `${scales.prefix.symbol}rps`;
  const ticksRps = linearTicks(scales.topRps, span / TICK_ROOM);
  const labels = tickLabels(ticksRps.map((rps) => rps / scales.prefix.factor));
  const grid = { stroke: theme.grid, strokeOpacity: 1 };
  const axis = { color: theme.axis, fill: theme.muted };
  return [
    Plot.gridX(ticksRps, grid),
    Plot.gridY(scales.ticksUs, grid),
    Plot.axisX(ticksRps, {
      ...axis,
      label: `Achieved throughput (${unit})`,
      labelAnchor: "center",
      labelArrow: "none",
      labelOffset: 36,
      text: (_: number, i: number) => labels[i] ?? "",
    }),
    Plot.axisY(scales.ticksUs, {
      ...axis,
      label: "Latency (µs)",
      labelAnchor: "center",
      labelArrow: "none",
      labelOffset: 58,
      text: (us: number) => grouped(String(us)),
    }),
    Plot.ruleY([scales.lowUs], { stroke: theme.axis }),
  ];
}
