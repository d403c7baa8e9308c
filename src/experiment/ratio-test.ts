/**
 * By which share a mean changed, with its uncertainty and a test of no change. Paired samples met
 * the same arrivals, so only their differences are noise; otherwise Welch's test takes both spreads.
 * The interval is of the ratio of means (linearised, Cochran, Sampling Techniques, 3rd ed., 6.4).
 */
import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import { mean, sampleVariance } from "simple-statistics";
import { twoSidedP, upperP } from "./student-t.ts";

export interface RatioTest {
  /** Mean of the candidate over mean of the baseline, minus 1. */
  readonly change: number;
  readonly low: number;
  readonly high: number;
  /** Two-sided, for no change. */
  readonly pValue: number;
  /** Largest of the two one-sided p-values for a change of at least `margin`: small = equivalent. */
  readonly pDifferent: number;
}

interface Spread {
  /** Standard error of the ratio of means. */
  readonly ofRatio: number;
  /** Standard error of the difference of means. */
  readonly ofDifference: number;
  readonly df: number;
}

/**
 * Both samples need at least two values. Null if the baseline's mean is 0: there is no share then.
 * @param margin changes below this share do not matter.
 */
export function testRatio(
  baseline: readonly number[],
  candidate: readonly number[],
  options: { readonly paired: boolean; readonly margin: number; readonly confidence: number },
): RatioTest | null {
  const from = mean([...baseline]);
  const to = mean([...candidate]);
  if (from === 0) return null;
  const ratio = to / from;
  const change = ratio - 1;
  const { ofRatio, ofDifference, df } = options.paired
    ? pairedSpread(baseline, candidate, ratio, from)
    : welchSpread(baseline, candidate, ratio, from);
  const half = tQuantile((1 + options.confidence) / 2, df) * ofRatio;
  return {
    change,
    low: change - half,
    high: change + half,
    pValue: twoSidedP(quotient(to - from, ofDifference), df),
    pDifferent: Math.max(
      upperP(quotient(change + options.margin, ofRatio), df),
      upperP(quotient(options.margin - change, ofRatio), df),
    ),
  };
}

/** Samples without any spread differ for certain, or not at all. */
function quotient(difference: number, error: number): number {
  if (error > 0) return difference / error;
  return difference === 0 ? 0 : Math.sign(difference) * Number.POSITIVE_INFINITY;
}

function pairedSpread(
  baseline: readonly number[],
  candidate: readonly number[],
  ratio: number,
  from: number,
): Spread {
  const n = baseline.length;
  const errorOf = (weight: number) =>
    Math.sqrt(sampleVariance(baseline.map((b, k) => (candidate[k] ?? 0) - weight * b)) / n);
  return { ofRatio: errorOf(ratio) / Math.abs(from), ofDifference: errorOf(1), df: n - 1 };
}

function welchSpread(
  baseline: readonly number[],
  candidate: readonly number[],
  ratio: number,
  from: number,
): Spread {
  const b = sampleVariance([...baseline]) / baseline.length;
  const c = sampleVariance([...candidate]) / candidate.length;
  // Welch and Satterthwaite; without any spread the smaller sample's freedom is a safe choice.
  const pooled = b ** 2 / (baseline.length - 1) + c ** 2 / (candidate.length - 1);
  const least = Math.min(baseline.length, candidate.length) - 1;
  return {
    ofRatio: Math.sqrt(c + ratio ** 2 * b) / Math.abs(from),
    ofDifference: Math.sqrt(b + c),
    df: pooled > 0 ? (b + c) ** 2 / pooled : least,
  };
}
