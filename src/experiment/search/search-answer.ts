/**
 * What a search for the highest load found. Every replication searched for itself and ends with two neighbouring loads,
 * one that meets the objective and one that misses it; its answer is the throughput where its latency crosses the limit
 * between them, on a straight line through the logs of latency. The answers of the replications have a Student-t interval: they
 * differ by the arrivals and by the flow groups that their connections fell into.
 */
import type { Absence } from "../../stats/absence.ts";
import { absent, estimateOfValues } from "../../stats/confidence.ts";
import type { Estimate } from "../../stats/estimate.ts";
import type { RunRecord } from "../../stats/record.ts";
import type { Slo } from "../definition.ts";
import { estimateMetric } from "../estimate.ts";

/** A simulated load with the records of some replications. */
export interface LoadPoint {
  readonly offeredRps: number;
  /** By replication. */
  readonly records: ReadonlyMap<number, RunRecord>;
}

export interface SearchAnswer {
  /** Throughput at which the objective is just met, requests/s. */
  readonly maxThroughput: Estimate;
  /** Highest offered loads that the replications met: the least of them; and the first that they missed: the most of them. */
  readonly lastMetRps: number | null;
  readonly firstMissRps: number | null;
}

/** Neighbouring loads of one replication, and the throughput between them where the objective is just met. */
interface Bracket {
  readonly metRps: number;
  readonly missedRps: number;
  readonly throughput: number;
}

const CONFIDENCE = 0.95;
const PS_PER_US = 1e6;

/** @param points by rising load. */
export function searchAnswer(points: readonly LoadPoint[], slo: Slo): SearchAnswer {
  const replications = [...new Set(points.flatMap(({ records }) => [...records.keys()]))];
  const brackets = replications.flatMap((k) => bracketOf(points, slo, k) ?? []);
  if (brackets.length === 0) {
    const because = reasonFor(points, slo);
    const maxThroughput = absent("throughput", because, CONFIDENCE, replications.length, 0);
    return { maxThroughput, lastMetRps: null, firstMissRps: null };
  }
  const values = brackets.map(({ throughput }) => throughput);
  return {
    maxThroughput: estimateOfValues("throughput", values, CONFIDENCE),
    lastMetRps: Math.min(...brackets.map(({ metRps }) => metRps)),
    firstMissRps: Math.max(...brackets.map(({ missedRps }) => missedRps)),
  };
}

/** Why no replication has an answer: the objective cannot be told at the lowest load, or lies beyond all loads. */
function reasonFor(points: readonly LoadPoint[], slo: Slo): Absence {
  const [lowest] = points[0]?.records.values() ?? [];
  if (lowest === undefined) return "NOT_FINISHED";
  return estimateMetric([lowest], slo.measure).absentBecause ?? "NO_SAMPLES";
}

/** Undefined if the replication missed everything, met everything, or is not finished. */
function bracketOf(
  points: readonly LoadPoint[],
  slo: Slo,
  replication: number,
): Bracket | undefined {
  const limitUs = slo.limitPs / PS_PER_US;
  let met: { readonly rps: number; readonly us: number; readonly throughput: number } | undefined;
  for (const { offeredRps: rps, records } of points) {
    const record = records.get(replication);
    const us = record && estimateMetric([record], slo.measure).value;
    const throughput = record && estimateMetric([record], "throughput").value;
    if (us === null || us === undefined || throughput === null || throughput === undefined)
      continue;
    if (us <= limitUs) {
      met = { rps, us, throughput };
      continue;
    }
    if (met === undefined) return undefined;
    const share = Math.log(limitUs / met.us) / Math.log(us / met.us);
    const between = met.throughput + (throughput - met.throughput) * share;
    return { metRps: met.rps, missedRps: rps, throughput: between };
  }
  return undefined;
}
