/**
 * The answer of an experiment, per system: what a performance engineer asks first. Maximum load
 * under the objective follows the papers: the highest point such that it and all lower loads meet
 * it (OSDI'14, Table 2).
 */
import type { Estimate } from "../stats/estimate.ts";
import { absent } from "../stats/confidence.ts";
import type { RunRecord } from "../stats/record.ts";
import type { Definition, Slo, SystemDefinition } from "./definition.ts";
import { estimateMetric } from "./estimate.ts";

/** A point with the records of its finished runs. */
export interface MeasuredPoint {
  readonly systemId: string;
  readonly offeredRps: number;
  readonly records: readonly RunRecord[];
}

export interface SystemAnswer {
  readonly system: SystemDefinition;
  readonly maxThroughputUnderSlo: Estimate;
  /** Offered load of the first point that misses the objective; null if none did. */
  readonly firstMissRps: number | null;
  readonly unloadedP99: Estimate;
  readonly kernelShare: Estimate;
  readonly energyPerRequest: Estimate;
  readonly peakThroughput: Estimate;
}

const US = 1e6;

/** Whether a point meets the objective; null without one, or while it cannot be told. */
export function meetsSlo(records: readonly RunRecord[], slo: Slo | null): boolean | null {
  if (slo === null) return null;
  const { value } = estimateMetric(records, slo.measure);
  return value === null ? null : value <= slo.limitPs / US;
}

export function answerSystems(
  definition: Definition,
  points: readonly MeasuredPoint[],
): readonly SystemAnswer[] {
  return definition.systems.map((system) => {
    const own = points
      .filter((p) => p.systemId === system.id)
      .toSorted((a, b) => a.offeredRps - b.offeredRps);
    return answerSystem(system, own, definition.slo);
  });
}

function answerSystem(
  system: SystemDefinition,
  points: readonly MeasuredPoint[],
  slo: Slo | null,
): SystemAnswer {
  const firstMiss = points.findIndex((p) => meetsSlo(p.records, slo) !== true);
  const best =
    slo === null ? points.at(-1) : points[(firstMiss < 0 ? points.length : firstMiss) - 1];
  const missed = firstMiss < 0 ? undefined : points[firstMiss];
  const isMiss = missed !== undefined && meetsSlo(missed.records, slo) === false;
  const at = (point: MeasuredPoint | undefined, measure: string): Estimate =>
    point === undefined
      ? absent(measure, "NO_SAMPLES", 0.95, 0, 0)
      : estimateMetric(point.records, measure);
  return {
    system,
    maxThroughputUnderSlo:
      slo === null ? absent("throughput", "NOT_MODELLED", 0.95, 0, 0) : at(best, "throughput"),
    firstMissRps: isMiss ? missed.offeredRps : null,
    unloadedP99: at(points[0], "latency.p99"),
    kernelShare: at(best, "kernelShare"),
    energyPerRequest: at(best, "energyPerRequest"),
    peakThroughput: peak(points),
  };
}

function peak(points: readonly MeasuredPoint[]): Estimate {
  const all = points.map((p) => estimateMetric(p.records, "throughput"));
  const first = all[0] ?? absent("throughput", "NO_SAMPLES", 0.95, 0, 0);
  return all.reduce((top, e) => ((e.value ?? -1) > (top.value ?? -1) ? e : top), first);
}
