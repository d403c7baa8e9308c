/** What the plots of an experiment are drawn from that ran in this process. */
import { answerSystems, type MeasuredPoint, subjectKey } from "../experiment/answer.ts";
import { estimateMetric, isSaturated } from "../experiment/estimate.ts";
import type { Expansion } from "../experiment/expand.ts";
import type { measuredPoints } from "../experiment/outcome.ts";
import { powerAgainstLoad } from "../experiment/pattern/scan.ts";
import { patternStackOf } from "../experiment/pattern/stack.ts";
import { type PlotKind, plotKind } from "../experiment/plot-kind.ts";
import { shownAxes } from "../experiment/shown-axes.ts";
import type { ExperimentPlot } from "../plot/experiment-plot.ts";
import type { LatencyThroughputData } from "../plot/latency-throughput.ts";
import {
  curvesAgainst,
  lastVaryingAxis,
  type MetricAgainstAxisData,
} from "../plot/metric-against-axis-data.ts";
import type { PowerLoadCurves } from "../plot/power-load-data.ts";

const US = 1e6;

type PointOutcome = ReturnType<typeof measuredPoints>[number];

/** The plots of an experiment, stacks of load patterns last; none for a closed loop in which nothing varies. */
export function plotsOf(
  expansion: Expansion,
  points: readonly PointOutcome[],
): readonly ExperimentPlot[] {
  const drawnAs = (kind: PlotKind) => points.filter(({ point }) => plotKind(point.system) === kind);
  const loaded = drawnAs("latency-throughput");
  const closed = drawnAs("metric-against-axis");
  const scanned = drawnAs("power-load");
  const metric = closed.length === 0 ? undefined : throughputAgainstAxis(expansion, closed);
  return [
    ...(loaded.length === 0
      ? []
      : [{ kind: "latency-throughput", data: latencyThroughput(expansion, loaded) } as const]),
    ...(metric === undefined ? [] : [{ kind: "metric-against-axis", data: metric } as const]),
    ...(scanned.length === 0
      ? []
      : [{ kind: "power-load", data: powerLoad(expansion, scanned) } as const]),
    ...drawnAs("pattern-stack").flatMap((measured) => stackPlot(expansion, measured)),
  ];
}

/** The first replication: the others are in the JSON outcome. */
function stackPlot(expansion: Expansion, { point, records }: PointOutcome) {
  const [record] = records;
  const data = record && patternStackOf({ ...expansion, point, replication: 0 }, record);
  return data === undefined ? [] : [{ kind: "pattern-stack", data } as const];
}

function powerLoad(expansion: Expansion, scanned: readonly PointOutcome[]): PowerLoadCurves {
  const { name, slo, systems } = expansion.definition;
  const rows = scanned.map(({ point, records }) => ({ label: point.label, records }));
  const scans = systems.filter((system) => plotKind(system) === "power-load");
  return {
    title: name,
    subtitle: scans.map((system) => system.name).join(", "),
    ...powerAgainstLoad(rows, slo),
    provenance: provenanceOf(expansion),
  };
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
    systems: answersOf(expansion, points).map(({ id, label, system, ...answer }) => ({
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

/** Of the systems that the points belong to. */
const answersOf = ({ definition }: Expansion, points: readonly MeasuredPoint[]) =>
  answerSystems(definition, points).filter(({ system }) =>
    points.some(({ systemId }) => systemId === system.id),
  );

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
