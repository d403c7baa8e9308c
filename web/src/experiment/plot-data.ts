/** From the API's answer to what the shared plots are drawn from. */
import type { ExperimentPlot } from "../../../src/plot/experiment-plot.ts";
import {
  curvesAgainst,
  lastVaryingAxis,
  type MetricAgainstAxisData,
} from "../../../src/plot/metric-against-axis-data.ts";
import type { LatencyThroughputData } from "../../../src/plot/latency-throughput-data.ts";
import type { PowerLoadCurves } from "../../../src/plot/power-load-data.ts";
import type { Experiment, Point } from "./load-experiment.ts";

/** The plot over all points of an experiment, whose load does not change: not load patterns and scans. */
type PointsPlot = Extract<ExperimentPlot, { kind: "latency-throughput" | "metric-against-axis" }>;

/** The plots that fit: of steady loads, or of a closed loop in which something varies, and of scans. */
export function plotsOf(
  experiment: Experiment,
  points: readonly Point[],
): { readonly steady: PointsPlot | undefined; readonly scans: PowerLoadCurves | undefined } {
  const steady = withoutPatterns(experiment);
  const own = points.filter(({ systemId }) => steady.systems.some(({ id }) => id === systemId));
  return {
    steady: own.length === 0 ? undefined : pointsPlot(steady, own),
    scans: powerLoad(experiment, points),
  };
}

/** An experiment with those of its systems only whose load does not change. */
export function withoutPatterns(experiment: Experiment): Experiment {
  return {
    ...experiment,
    systems: experiment.systems.filter(({ loadPattern }) => loadPattern === null),
    answers: experiment.answers.filter(({ system }) => system.loadPattern === null),
  };
}

function powerLoad(experiment: Experiment, points: readonly Point[]): PowerLoadCurves | undefined {
  const { name, systems, powerAgainstLoad } = experiment;
  if (powerAgainstLoad === null) return undefined;
  const scans = systems.filter(({ isScan }) => isScan);
  return {
    title: name,
    subtitle: scans.map((system) => system.name).join(", "),
    curves: powerAgainstLoad.curves.map(({ label, ...curve }) => ({ id: label, ...curve })),
    frontier: powerAgainstLoad.frontier,
    provenance: provenanceOf(experiment, points),
  };
}

function pointsPlot(experiment: Experiment, points: readonly Point[]): PointsPlot | undefined {
  if (points.some(({ offeredRps }) => offeredRps !== null)) {
    return { kind: "latency-throughput", data: latencyThroughput(experiment, points) };
  }
  const data = throughputAgainstAxis(experiment, points);
  return data && { kind: "metric-against-axis", data };
}

function latencyThroughput(
  experiment: Experiment,
  points: readonly Point[],
): LatencyThroughputData {
  return {
    title: experiment.name,
    systems: experiment.answers.map(({ subject, label, system, maxThroughputUnderSlo }) => ({
      id: subject,
      name: label,
      dataplane: system.dataplane,
      points: points
        .filter((point) => point.subject === subject)
        .map((point) => ({
          offeredRps: point.offeredRps ?? 0,
          achievedRps: point.throughput.value,
          p50Us: point.p50.value,
          p99Us: point.p99.value,
          p99LowUs: point.p99.ciLow,
          p99HighUs: point.p99.ciHigh,
          saturated: point.saturated === true,
        })),
      maxUnderSloRps: maxThroughputUnderSlo.value,
    })),
    slo: experiment.slo,
    provenance: provenanceOf(experiment, points),
  };
}

function throughputAgainstAxis(
  experiment: Experiment,
  loaded: readonly Point[],
): MetricAgainstAxisData | undefined {
  const { name: title, axes, systems } = experiment;
  const points = loaded.map(({ systemId, params, throughput }) => ({
    systemId,
    params: paramsOf(params),
    ...throughput,
  }));
  const axis = lastVaryingAxis(axes, points);
  if (axis === undefined || points.length === 0) return undefined;
  return {
    title,
    axis,
    metric: { title: "Throughput", unit: "rps" },
    curves: curvesAgainst(axis, axes, systems, points),
    provenance: provenanceOf(experiment, loaded),
  };
}

/** The parameters of a point, which the schema calls JSON. */
export const paramsOf = (params: unknown): Readonly<Record<string, unknown>> =>
  params as Readonly<Record<string, unknown>>;

const provenanceOf = ({ modelVersion, definitionHash }: Experiment, points: readonly Point[]) => ({
  replications: Math.max(0, ...points.map((point) => point.throughput.replications)),
  modelVersion,
  definitionHash,
});
