/**
 * The outcome of an experiment as a stable JSON document: what `ixlab run --json` prints. Keys are
 * only ever added. Values are in the unit beside them; a measure without a value stands in `absent`
 * with the reason.
 */
import type { Absence } from "../stats/absence.ts";
import type { RunRecord } from "../stats/record.ts";
import { METRICS } from "../stats/registry.ts";
import type { Series } from "../stats/series.ts";
import { answerSystems } from "./answer.ts";
import type { Slo } from "./definition.ts";
import { experimentDigest, type Json, recordDigest } from "./digest.ts";
import { estimateMetric, isSaturated } from "./estimate.ts";
import type { Expansion, PlannedPoint, PlannedRun } from "./expand.ts";
import { type Excursions, excursionsOf } from "./pattern/excursions.ts";

export interface MetricOutcome {
  readonly value: number;
  readonly unit: string;
  readonly ciLow: number | null;
  readonly ciHigh: number | null;
}

export interface PointOutcome {
  readonly params: Readonly<Record<string, Json>>;
  readonly saturated: boolean | null;
  readonly metrics: Readonly<Record<string, MetricOutcome>>;
  readonly absent: Readonly<Record<string, Absence>>;
  /** Where load or policy move: the reports of each replication, and how many are above the objective. */
  readonly series?: readonly (Series & { readonly replication: number })[];
  readonly excursions?: Excursions;
}

export interface Outcome {
  readonly name: string;
  readonly modelVersion: string;
  readonly definitionHash: string;
  readonly digest: string;
  readonly points: readonly PointOutcome[];
  readonly answers: readonly Readonly<Record<string, Json>>[];
}

/** @param records of every run, by run index. */
export function outcomeOf(expansion: Expansion, records: readonly RunRecord[]): Outcome {
  const measured = measuredPoints(expansion, records);
  return {
    name: expansion.definition.name,
    modelVersion: expansion.modelVersion,
    definitionHash: expansion.definitionHash,
    digest: digestOf(expansion, records),
    points: measured.map((of) => pointOutcome(of, expansion.definition.slo)),
    answers: answerSystems(expansion.definition, measured).map((a) => ({
      system: a.system.id,
      ...(expansion.definition.axes && { axes: a.axes }),
      maxThroughputUnderSlo: a.maxThroughputUnderSlo.value,
      maxThroughputUnderSloLow: a.maxThroughputUnderSlo.ciLow,
      maxThroughputUnderSloHigh: a.maxThroughputUnderSlo.ciHigh,
      lastMetRps: a.lastMetRps,
      firstMissRps: a.firstMissRps,
      unloadedP99Us: a.unloadedP99.value,
      kernelShare: a.kernelShare.value,
      energyPerRequestUj: a.energyPerRequest.value,
      powerW: a.power.value,
      peakThroughput: a.peakThroughput.value,
    })),
  };
}

/** Points of an expansion with the records of their runs. */
export function measuredPoints(expansion: Expansion, records: readonly RunRecord[]) {
  const finished = new Map<number, PlannedRun[]>();
  for (const run of expansion.runs) {
    if (records[run.index] === undefined) continue;
    const known = finished.get(run.pointIndex);
    if (known === undefined) finished.set(run.pointIndex, [run]);
    else known.push(run);
  }
  return expansion.points.map((point) => {
    const runs = finished.get(point.index) ?? [];
    return {
      point,
      systemId: point.systemId,
      axes: point.axes,
      offeredRps: point.offeredRps,
      records: runs.flatMap(({ index }) => records[index] ?? []),
      replications: runs.map(({ replication }) => replication),
    };
  });
}

function digestOf(expansion: Expansion, records: readonly RunRecord[]): string {
  return experimentDigest(
    expansion.runs.map((run) => {
      const record = records[run.index];
      if (record === undefined) throw new Error(`run ${run.index} has no record`);
      return { index: run.index, contentKey: run.contentKey, digest: recordDigest(record) };
    }),
  );
}

function pointOutcome(
  { point, records }: { readonly point: PlannedPoint; readonly records: readonly RunRecord[] },
  slo: Slo | null,
): PointOutcome {
  const metrics: Record<string, MetricOutcome> = {};
  const absent: Record<string, Absence> = {};
  for (const { id, unit } of METRICS) {
    const { value, ciLow, ciHigh, absentBecause } = estimateMetric(records, id);
    if (value !== null) metrics[id] = { value, unit, ciLow, ciHigh };
    else if (absentBecause !== null) absent[id] = absentBecause;
  }
  return {
    params: { ...point.params, offeredRps: point.offeredRps },
    // Under a closed loop nothing is offered that could be too much.
    saturated: point.offeredRps === null ? null : isSaturated(records),
    metrics,
    absent,
    ...movingOutcome(records, slo),
  };
}

function movingOutcome(
  records: readonly RunRecord[],
  slo: Slo | null,
): Pick<PointOutcome, "series" | "excursions"> {
  const series = records.flatMap((record, replication) =>
    record.series === undefined ? [] : [{ replication, ...record.series }],
  );
  return series.length === 0 ? {} : { series, excursions: excursionsOf(records, slo) };
}
