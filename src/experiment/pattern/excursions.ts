/** Reports in which the tail is above the objective: how often a policy was late. */
import type { RunRecord } from "../../stats/record.ts";
import type { Slo } from "../definition.ts";
import { reportsOf } from "./reports.ts";

/** The papers' objective, where a definition has no 99th percentile of its own. */
const DEFAULT_LIMIT_US = 500;
const PS_PER_US = 1e6;

/** Limit of the 99th percentile, in us. */
export const tailLimitUs = (slo: Slo | null): number =>
  slo?.measure === "latency.p99" ? slo.limitPs / PS_PER_US : DEFAULT_LIMIT_US;

export interface Excursions {
  readonly above: number;
  readonly reports: number;
  /** Highest 99th percentile of any report, in us; null if none is known. */
  readonly worstUs: number | null;
}

/** Over all replications. */
export function excursionsOf(records: readonly RunRecord[], slo: Slo | null): Excursions {
  const tails = records
    .flatMap(({ series }) => (series === undefined ? [] : reportsOf(series)))
    .map(({ p99Us }) => p99Us);
  const known = tails.filter((p99Us) => p99Us !== null);
  return {
    above: known.filter((p99Us) => p99Us > tailLimitUs(slo)).length,
    reports: tails.length,
    worstUs: known.length === 0 ? null : Math.max(...known),
  };
}
