/**
 * What the metric of a published row is in a simulation: a measure of one point, or of a whole curve
 * of loads. The only table between the papers' words and ours.
 */
import { estimateMetric } from "../experiment/estimate.ts";
import type { RunRecord } from "../stats/record.ts";
import { METRICS } from "../stats/registry.ts";
import {
  atHighestUnderSlo,
  type LoadCurve,
  maxThroughputAtSlo,
  saturatedThroughput,
} from "./load-curve.ts";
import type { Match } from "./match.ts";
import { fromEstimate, type Measured, missing } from "./measured.ts";
import type { MeasuredPreset } from "./presets.ts";

type Slo = MeasuredPreset["expansion"]["definition"]["slo"];

export type RowMeasure =
  | { readonly of: "point"; readonly measure: string; readonly factor: number }
  | { readonly of: "curve"; readonly read: (curve: LoadCurve, slo: Slo) => Measured };

const point = (measure: string, factor = 1): RowMeasure => ({ of: "point", measure, factor });
const curve = (read: (curve: LoadCurve, slo: Slo) => Measured): RowMeasure => ({
  of: "curve",
  read,
});

/** By the metric of a published row; factors lead to the row's unit. */
const ROW_MEASURES: Readonly<Record<string, RowMeasure>> = Object.freeze({
  throughput: point("throughput"),
  oneWayLatency: point("oneWayLatency"),
  goodput: point("goodput", 1e-9), // Gbps
  cyclesPerMessage: point("cyclesPerMessage"),
  l3MissesPerMessage: point("l3MissesPerMessage"),
  meanLatency: point("latency.mean"),
  p99: point("latency.p99"),
  unloadedP99: curve((loads) => measureOf(loads[0] ?? [], "latency.p99")),
  maxThroughputAtSlo: curve(maxThroughputAtSlo),
  saturatedThroughput: curve(saturatedThroughput),
  kernelTimeShare: curve((loads, slo) => atHighestUnderSlo(loads, slo, "kernelShare")),
});

export const rowMeasure = (metric: string): RowMeasure | undefined =>
  Object.hasOwn(ROW_MEASURES, metric) ? ROW_MEASURES[metric] : undefined;

/** The simulated value of a row's metric at its match. */
export function measureMatch(metric: string, { preset, points }: Match<MeasuredPreset>): Measured {
  const wanted = rowMeasure(metric);
  if (wanted === undefined) return missing("NOT_MODELLED");
  const loads = points.map(({ index }) => preset.records[index] ?? []);
  if (wanted.of === "curve") return wanted.read(loads, preset.expansion.definition.slo);
  return measureOf(loads[0] ?? [], wanted.measure, wanted.factor);
}

/** A measure that this version does not know is one that it does not model. */
export function measureOf(records: readonly RunRecord[], measure: string, factor = 1): Measured {
  if (!METRICS.some(({ id }) => id === measure)) return missing("NOT_MODELLED");
  return fromEstimate(estimateMetric(records, measure), factor);
}
