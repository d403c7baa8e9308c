/** Draws and writes the plot of an experiment that ran in this process. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { answerSystems, type MeasuredPoint, subjectKey } from "../experiment/answer.ts";
import { estimateMetric, isSaturated } from "../experiment/estimate.ts";
import type { Expansion } from "../experiment/expand.ts";
import { shownAxes } from "../experiment/shown-axes.ts";
import { type ExperimentPlot, experimentPlotSvg } from "../plot/experiment-plot.ts";
import type { LatencyThroughputData } from "../plot/latency-throughput.ts";
import {
  curvesAgainst,
  lastVaryingAxis,
  type MetricAgainstAxisData,
} from "../plot/metric-against-axis-data.ts";
import { nodeDocument } from "../plot/node-document.ts";
import { EXIT, ExitError } from "./exit.ts";

const US = 1e6;

/** The plot of an experiment; undefined for a closed loop in which nothing varies. */
export function plotOf(
  expansion: Expansion,
  points: readonly MeasuredPoint[],
): ExperimentPlot | undefined {
  if (points.some((point) => point.offeredRps !== null)) {
    return { kind: "latency-throughput", data: latencyThroughput(expansion, points) };
  }
  const data = throughputAgainstAxis(expansion, points);
  return data && { kind: "metric-against-axis", data };
}

const provenanceOf = ({ definition, definitionHash, modelVersion }: Expansion) => ({
  replications: definition.replications,
  modelVersion,
  definitionHash,
});

function latencyThroughput(
  expansion: Expansion,
  points: readonly MeasuredPoint[],
): LatencyThroughputData {
  const { definition } = expansion;
  return {
    title: definition.name,
    systems: answerSystems(definition, points).map(({ id, label, system, ...answer }) => ({
      id,
      name: label,
      dataplane: system.dataplane.kind,
      points: points.filter((p) => subjectKey(definition, p) === id).flatMap(latencyPoint),
      maxUnderSloRps: answer.maxThroughputUnderSlo.value,
    })),
    slo: definition.slo && {
      measure: definition.slo.measure.replace("latency.", ""),
      limitUs: definition.slo.limitPs / US,
    },
    provenance: provenanceOf(expansion),
  };
}

function latencyPoint({ offeredRps, records }: MeasuredPoint) {
  if (offeredRps === null) return [];
  const p99 = estimateMetric(records, "latency.p99");
  const point = {
    offeredRps,
    achievedRps: estimateMetric(records, "throughput").value,
    p50Us: estimateMetric(records, "latency.p50").value,
    p99Us: p99.value,
    p99LowUs: p99.ciLow,
    p99HighUs: p99.ciHigh,
    saturated: isSaturated(records) === true,
  };
  return [point];
}

function throughputAgainstAxis(
  expansion: Expansion,
  measured: readonly MeasuredPoint[],
): MetricAgainstAxisData | undefined {
  const { definition } = expansion;
  const axes = shownAxes(definition);
  const points = measured.map(({ systemId, axes: params, records }) => {
    const { value, ciLow, ciHigh } = estimateMetric(records, "throughput");
    return { systemId, params, value, ciLow, ciHigh };
  });
  const axis = lastVaryingAxis(axes, points);
  if (axis === undefined) return undefined;
  const systems = definition.systems.map(({ id, name, dataplane }) => ({
    id,
    name,
    dataplane: dataplane.kind,
  }));
  return {
    title: definition.name,
    axis,
    metric: { title: "Throughput", unit: "rps" },
    curves: curvesAgainst(axis, axes, systems, points),
    provenance: provenanceOf(expansion),
  };
}

/** @param theme "light" or "dark"; anything else ends the command. */
export function writePlot(file: string, plot: ExperimentPlot, theme: string): void {
  if (theme !== "light" && theme !== "dark") {
    throw new ExitError(EXIT.usage, `ixlab: --theme is light or dark, not ${theme}`);
  }
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  writeFileSync(file, experimentPlotSvg(plot, { document: nodeDocument(), theme }));
}
