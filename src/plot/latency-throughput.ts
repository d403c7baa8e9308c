/**
 * Latency against throughput: achieved load to the right, p99 (solid, with confidence intervals) and
 * p50 (dashed) upwards on a log axis, the objective as a line, and each system's greatest load under
 * it. One drawing for the command line, the API and the dashboard: a pure function from data to SVG.
 */
import { type FigureOptions, figureSvg } from "./figure.ts";
import { drawCurves } from "./latency-curves.ts";
import { drawLegend } from "./latency-legend.ts";
import { isDrawn } from "./latency-scales.ts";
import { latencyThroughputSummary } from "./latency-summary.ts";
import type { LatencyThroughputData } from "./latency-throughput-data.ts";
import { provenanceText } from "./provenance.ts";
import { systemStyles } from "./system-style.ts";

export type { LatencyThroughputData } from "./latency-throughput-data.ts";

export function latencyThroughputSvg(data: LatencyThroughputData, options: FigureOptions): string {
  const styles = systemStyles(data.systems);
  return figureSvg(
    {
      className: "latency-throughput",
      title: data.title,
      summary: latencyThroughputSummary(data),
      footer: footerText(data),
      legend: (canvas) => drawLegend(canvas.draw, data, styles, canvas),
      plot: (canvas, height) => drawCurves({ ...canvas, data, styles }, height),
    },
    options,
  );
}

/** Where the numbers come from, in one line. */
export function footerText(data: LatencyThroughputData): string {
  const points = data.systems.flatMap((system) => system.points);
  const hasInterval = points.some((p) => p.p99LowUs !== null && p.p99HighUs !== null);
  const left = points.filter((p) => p.achievedRps !== null && !isDrawn(p)).length;
  const notes = left > 0 ? [`${left} without enough samples for a p99`] : [];
  return provenanceText(data.provenance, hasInterval, notes);
}
