/** The plot that fits an experiment: latency against throughput for loads, a metric against an axis else. */
import type { FigureOptions } from "./figure.ts";
import { type LatencyThroughputData, latencyThroughputSvg } from "./latency-throughput.ts";
import { metricAgainstAxisSvg } from "./metric-against-axis.ts";
import type { MetricAgainstAxisData } from "./metric-against-axis-data.ts";

export type ExperimentPlot =
  | { readonly kind: "latency-throughput"; readonly data: LatencyThroughputData }
  | { readonly kind: "metric-against-axis"; readonly data: MetricAgainstAxisData };

export const experimentPlotSvg = (plot: ExperimentPlot, options: FigureOptions): string =>
  plot.kind === "latency-throughput"
    ? latencyThroughputSvg(plot.data, options)
    : metricAgainstAxisSvg(plot.data, options);
