/** A simulated number to set beside a published one: with its interval, or why there is none. */
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
