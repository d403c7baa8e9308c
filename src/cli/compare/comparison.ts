/**
 * A comparison as the command line shows it, from a service or from definitions simulated here: what
 * `ixlab compare --json` prints. Keys are only ever added.
 */
import type { ComparisonTest, Verdict } from "../../experiment/compare.ts";
import type { Estimate } from "../../stats/estimate.ts";

export interface ComparedSide {
  /** As it was asked for. */
  readonly asked: string;
  readonly name: string;
  /** Of a service. */
  readonly number: number | null;
  readonly state: string;
  readonly modelVersion: string;
  readonly definitionHash: string;
  /** Null while runs are missing. */
  readonly digest: string | null;
  readonly replications: number;
}

export interface ShownDelta {
  /** Position in `sides`: 1 is the first candidate. */
  readonly candidate: number;
  readonly measure: string;
  readonly unit: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly baseline: Shown;
  readonly candidateEstimate: Shown;
  /** Candidate over baseline, minus 1. */
  readonly relativeChange: number | null;
  readonly relativeChangeCiLow: number | null;
  readonly relativeChangeCiHigh: number | null;
  readonly test: ComparisonTest;
  /** Corrected for all tests of the comparison (Holm). */
  readonly pValueAdjusted: number | null;
  readonly verdict: Verdict;
}

export type Shown = Pick<Estimate, "value" | "ciLow" | "ciHigh" | "absentBecause">;

export interface ShownComparison {
  /** The baseline first. */
  readonly sides: readonly ComparedSide[];
  /** Where definitions differ, one value per side; null where there is none. */
  readonly paramDiff: readonly { readonly path: string; readonly values: readonly unknown[] }[];
  /** Pairs of points with the same system, load and axis values. */
  readonly matchedPoints: number;
  /** Points that only one side has, and which. */
  readonly unmatchedPoints: readonly { readonly side: number; readonly label: string }[];
  readonly minEffect: number;
  readonly deltas: readonly ShownDelta[];
}

export interface CompareQuestion {
  /** Ids of measures; undefined: latency.p99, throughput and energyPerRequest. */
  readonly measures: readonly string[];
  /** Least relative change that matters. */
  readonly minEffect: number;
}
