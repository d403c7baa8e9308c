/** A simulated number to set beside a published one: with its interval, or why there is none. */
import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import { mean, sampleStandardDeviation } from "simple-statistics";
import type { Absence } from "../stats/absence.ts";
import type { Estimate } from "../stats/estimate.ts";

/** Why a row has no simulated value. */
export type RowAbsence =
  | Absence
  | "NO_POINT" // no experiment of the suite has the row's set-up
  | "SLO_MISSED"; // not even the lowest load meets the objective

export type Measured =
  | {
      readonly value: number;
      readonly ciLow: number | null;
      readonly ciHigh: number | null;
      /** Values of the replications, where each of them has one of its own. */
      readonly draws?: readonly number[];
    }
  | { readonly value: null; readonly absent: RowAbsence };

export const missing = (absent: RowAbsence): Measured => ({ value: null, absent });

/** An estimate in another unit. */
export function fromEstimate(estimate: Estimate, factor = 1): Measured {
  const { value, ciLow, ciHigh, absentBecause } = estimate;
  if (value === null) return missing(absentBecause ?? "NO_SAMPLES");
  return {
    value: value * factor,
    ciLow: ciLow === null ? null : ciLow * factor,
    ciHigh: ciHigh === null ? null : ciHigh * factor,
  };
}

const CONFIDENCE = 0.95;

/** The mean of one value from each replication, with Student's interval. */
export function fromDraws(draws: readonly number[]): Measured {
  if (draws.length === 0) return missing("NOT_FINISHED");
  const value = mean([...draws]);
  if (draws.length < 2) return { value, ciLow: null, ciHigh: null, draws };
  const t = tQuantile((1 + CONFIDENCE) / 2, draws.length - 1);
  const half = (t * sampleStandardDeviation([...draws])) / Math.sqrt(draws.length);
  return { value, ciLow: Math.max(0, value - half), ciHigh: value + half, draws };
}
