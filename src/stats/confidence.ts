/**
 * Confidence over replications for any measure of a merged record: the value is taken from all
 * replications together (so percentiles come from merged histograms), its interval from the
 * jackknife: leave one replication out, form pseudo-values, Student-t on them. For a mean this is
 * the ordinary t interval. Lineage: Quenouille 1956, Tukey 1958; Efron and Stein 1981.
 */
import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import { mean, sampleStandardDeviation, sampleVariance } from "simple-statistics";
import type { Absence } from "./absence.ts";
import type { Estimate } from "./estimate.ts";
import { LeaveOneOut } from "./leave-one-out.ts";
import { mergeRecords } from "./merge.ts";
import type { Metric } from "./metric.ts";
import type { RunRecord } from "./record.ts";

/**
 * Estimates a metric from the records of a point's replications.
 * @param confidence level of the interval, e.g. 0.95; one replication gives a value without one.
 */
export function estimate(
  records: readonly RunRecord[],
  metric: Metric,
  confidence: number,
): Estimate {
  if (records.length === 0) return absent(metric.id, "NOT_FINISHED", confidence, 0, 0);
  const { merged } = mergesOf(records);
  const samples = merged.histograms["latency"]?.count ?? 0;
  const value = metric.of(merged);
  if (typeof value !== "number") {
    return absent(metric.id, value, confidence, records.length, samples);
  }
  const half = halfWidth(records, metric, value, confidence);
  return {
    measure: metric.id,
    value,
    // No measure of ours can be negative, so neither can its interval.
    ciLow: half === null ? null : Math.max(0, value - half),
    ciHigh: half === null ? null : value + half,
    confidence,
    method: half === null ? "NONE" : "JACKKNIFE_T",
    replications: records.length,
    samples,
    absentBecause: null,
  };
}

/**
 * Estimates a quantity of which each replication has a value: their mean, with the ordinary Student-t interval.
 * @param values at least one.
 */
export function estimateOfValues(
  measure: string,
  values: readonly number[],
  confidence: number,
): Estimate {
  const n = values.length;
  const value = mean([...values]);
  const spread = n < 2 ? null : sampleStandardDeviation([...values]) / Math.sqrt(n);
  const half = spread === null ? null : tQuantile((1 + confidence) / 2, n - 1) * spread;
  return {
    measure,
    value,
    ciLow: half === null ? null : value - half,
    ciHigh: half === null ? null : value + half,
    confidence,
    method: half === null ? "NONE" : "T",
    replications: n,
    samples: n,
    absentBecause: null,
  };
}

export function absent(
  measure: string,
  because: Absence,
  confidence: number,
  replications: number,
  samples: number,
): Estimate {
  return {
    measure,
    value: null,
    ciLow: null,
    ciHigh: null,
    confidence,
    method: "NONE",
    replications,
    samples,
    absentBecause: because,
  };
}

interface Merges {
  readonly merged: RunRecord;
  /** Made when an interval is first asked for. */
  others: LeaveOneOut | undefined;
}

/** One point is asked for many metrics: its records are merged once, as long as the array lives. */
const knownMerges = new WeakMap<readonly RunRecord[], Merges>();

function mergesOf(records: readonly RunRecord[]): Merges {
  const known = knownMerges.get(records);
  if (known !== undefined) return known;
  const [only, ...others] = records;
  const merged = only !== undefined && others.length === 0 ? only : mergeRecords(records);
  const merges: Merges = { merged, others: undefined };
  knownMerges.set(records, merges);
  return merges;
}

function othersOf(records: readonly RunRecord[]): LeaveOneOut {
  const merges = mergesOf(records);
  merges.others ??= new LeaveOneOut(records);
  return merges.others;
}

/** Half width of the interval, or null if it cannot be told. */
function halfWidth(
  records: readonly RunRecord[],
  metric: Metric,
  value: number,
  confidence: number,
): number | null {
  const n = records.length;
  if (n < 2) return null;
  const pseudo: number[] = [];
  const others = othersOf(records);
  for (let left = 0; left < n; left++) {
    const without = metric.of(others.without(left));
    if (typeof without !== "number") return null;
    pseudo.push(n * value - (n - 1) * without);
  }
  const spread = Math.sqrt(sampleVariance(pseudo) / n);
  // The interval stands around the merged value; the pseudo-values' mean differs by the bias only.
  const bias = Math.abs(mean(pseudo) - value);
  return tQuantile((1 + confidence) / 2, n - 1) * spread + bias;
}
