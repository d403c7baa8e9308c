/**
 * The plots that fit an experiment: latency against throughput for loads, a metric against an axis for closed loops,
 * power against load for scans, and a stack of panels over time for each run of a load pattern.
 */
import type { FigureOptions } from "./figure.ts";
import { type LatencyThroughputData, latencyThroughputSvg } from "./latency-throughput.ts";
import { metricAgainstAxisSvg } from "./metric-against-axis.ts";
import type { MetricAgainstAxisData } from "./metric-against-axis-data.ts";
import { type PatternStack, patternStackSvg } from "./pattern-stack.ts";
import { type PowerLoadCurves, powerLoadCurvesSvg } from "./power-load-curves.ts";

export type ExperimentPlot =
  | { readonly kind: "latency-throughput"; readonly data: LatencyThroughputData }
  | { readonly kind: "metric-against-axis"; readonly data: MetricAgainstAxisData }
  | { readonly kind: "power-load"; readonly data: PowerLoadCurves }
  | { readonly kind: "pattern-stack"; readonly data: PatternStack };

export function experimentPlotSvg(plot: ExperimentPlot, options: FigureOptions): string {
  if (plot.kind === "latency-throughput") return latencyThroughputSvg(plot.data, options);
  if (plot.kind === "metric-against-axis") return metricAgainstAxisSvg(plot.data, options);
  if (plot.kind === "power-load") return powerLoadCurvesSvg(plot.data, options);
  return patternStackSvg(plot.data, options);
}
