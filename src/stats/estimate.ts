/** A measure over replications, with its uncertainty; or why there is none. */
import type { Absence } from "./absence.ts";

export interface Estimate {
  /** Id of the measure in METRICS. */
  readonly measure: string;
  readonly value: number | null;
  readonly ciLow: number | null;
  readonly ciHigh: number | null;
  readonly confidence: number;
  /** Student-t interval over replications: of their values (T), or of jackknife pseudo-values (JACKKNIFE_T). */
  readonly method: "JACKKNIFE_T" | "T" | "NONE";
  readonly replications: number;
  /** Latency samples behind it. */
  readonly samples: number;
  readonly absentBecause: Absence | null;
}
