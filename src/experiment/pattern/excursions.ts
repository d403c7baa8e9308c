/** Reports in which the tail is above the objective: how often a policy was late, and for how long. */
import type { RunRecord } from "../../stats/record.ts";
import { PS_PER_S } from "../../units.ts";
import type { Slo } from "../definition.ts";
import { reportsOf } from "./reports.ts";

/** The papers' objective, where a definition has no 99th percentile of its own. */
const DEFAULT_LIMIT_US = 500;
const PS_PER_US = 1e6;

/** Limit of the 99th percentile, in us. */
export const tailLimitUs = (slo: Slo | null): number =>
  slo?.measure === "latency.p99" ? slo.limitPs / PS_PER_US : DEFAULT_LIMIT_US;

export interface Excursions {
  readonly limitUs: number;
  readonly above: number;
  readonly reports: number;
  /** Simulated time of the reports above, in s, and of all. */
  readonly secondsAbove: number;
  readonly seconds: number;
  /** Highest 99th percentile of any report, in us; null if none is known. */
  readonly worstUs: number | null;
}

/** Over all replications. */
export function excursionsOf(records: readonly RunRecord[], slo: Slo | null): Excursions {
  const limitUs = tailLimitUs(slo);
  const all = records.flatMap((record) => tailsOf(record));
  const above = all.filter(({ p99Us }) => p99Us !== null && p99Us > limitUs);
  const known = all.flatMap(({ p99Us }) => p99Us ?? []);
  return {
    limitUs,
    above: above.length,
    reports: all.length,
    secondsAbove: secondsOf(above),
    seconds: secondsOf(all),
    worstUs: known.reduce<number | null>((worst, p99Us) => Math.max(worst ?? 0, p99Us), null),
  };
}

const tailsOf = ({ series, counters }: RunRecord) =>
  (series === undefined ? [] : reportsOf(series)).map(({ p99Us }, i) => ({
    p99Us,
    lengthPs: reportSpan(i, series?.periodPs ?? 0, counters).lengthPs,
  }));

/** Added up in whole picoseconds, which is exact. */
const secondsOf = (reports: readonly { readonly lengthPs: number }[]): number =>
  reports.reduce((sum, { lengthPs }) => sum + lengthPs, 0) / PS_PER_S;

/**
 * When a report begins and ends, in s since measuring began, and how long it takes: the last one may be shorter than
 * the others.
 */
export function reportSpan(index: number, periodPs: number, counters: RunRecord["counters"]) {
  const { measuredPs = Number.POSITIVE_INFINITY } = counters;
  const fromPs = index * periodPs;
  const toPs = Math.min(fromPs + periodPs, measuredPs);
  return { fromS: fromPs / PS_PER_S, toS: toPs / PS_PER_S, lengthPs: toPs - fromPs };
}
