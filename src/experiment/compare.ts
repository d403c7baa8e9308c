/**
 * Two experiments side by side, point by point and measure by measure. Exact first: equal records
 * are IDENTICAL and need no statistics. Then a test that fits the seeds, corrected for the number of
 * comparisons (Holm 1979), and a least effect that matters. What cannot be decided is INCONCLUSIVE,
 * and below four replications nothing is decided.
 */
import type { Estimate } from "../stats/estimate.ts";
import type { RunRecord } from "../stats/record.ts";
import { canonicalJson } from "./digest.ts";
import { estimateMetric, metricOf } from "./estimate.ts";
import { type RatioTest, testRatio } from "./ratio-test.ts";

export type Verdict =
  | "IDENTICAL" // the same records, byte for byte
  | "IMPROVED" // significant, at least the least effect, for the better
  | "REGRESSED" // the same, for the worse
  | "EQUIVALENT" // shown to differ by less than the least effect
  | "INCONCLUSIVE" // none of these can be shown
  | "INCOMPARABLE"; // one side has no value

export type ComparisonTest = "EXACT_HASH" | "PAIRED_T" | "WELCH_T" | "NONE";

/** One finished run of a point. */
export interface Replicate {
  /** Root seed and replication together name its random streams. */
  readonly seed: string;
  readonly replication: number;
  readonly digest: string;
  readonly record: RunRecord;
}

export interface ComparedPoint {
  readonly params: Readonly<Record<string, unknown>>;
  readonly replicates: readonly Replicate[];
}

export interface CompareOptions {
  readonly measures: readonly string[];
  /** Least relative change that matters, such as 0.02. */
  readonly minEffect: number;
}

export interface Delta {
  readonly measure: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly baseline: Estimate;
  readonly candidate: Estimate;
  readonly test: ComparisonTest;
  /** Null if nothing was tested. */
  readonly change: RatioTest | null;
  readonly relativeChange: number | null;
  /** Corrected for the number of tests of this comparison. */
  readonly pAdjusted: number | null;
  readonly verdict: Verdict;
}

const CONFIDENCE = 0.95;
const ALPHA = 0.05;
/** Below this many replications no difference is called significant. */
const MIN_REPLICATIONS = 4;

const keyOf = (point: { readonly params: unknown }): string => canonicalJson(point.params);

/** Points of both sides with the same parameters, system included; and those that stand alone. */
export function matchPoints<Point extends { readonly params: unknown }>(
  baseline: readonly Point[],
  candidate: readonly Point[],
): {
  readonly matched: readonly (readonly [Point, Point])[];
  readonly unmatched: readonly Point[];
} {
  const ours = new Map(baseline.map((point) => [keyOf(point), point]));
  const theirs = new Set(candidate.map(keyOf));
  const matched = candidate.flatMap((point) => {
    const other = ours.get(keyOf(point));
    return other === undefined ? [] : [[other, point] as const];
  });
  const unmatched = [
    ...baseline.filter((point) => !theirs.has(keyOf(point))),
    ...candidate.filter((point) => !ours.has(keyOf(point))),
  ];
  return { matched, unmatched };
}

/** Compares matched points: each is [baseline, candidate]. */
export function comparePoints(
  pairs: readonly (readonly [ComparedPoint, ComparedPoint])[],
  options: CompareOptions,
): readonly Delta[] {
  const tested = pairs.flatMap(([baseline, candidate]) => {
    const [from, to] = [sideOf(baseline), sideOf(candidate)];
    return options.measures.map((measure) => testMeasure(from, to, measure, options));
  });
  const adjusted = holm(tested.map((delta) => delta.change?.pValue ?? null));
  return tested.map((delta, i) => {
    const pAdjusted = adjusted[i] ?? null;
    return { ...delta, pAdjusted, verdict: verdictOf(delta, pAdjusted, options.minEffect) };
  });
}

type Tested = Omit<Delta, "pAdjusted" | "verdict">;

/** A point with its records in one array, which all its estimates share the merging of. */
interface Side extends ComparedPoint {
  readonly records: readonly RunRecord[];
}

const sideOf = (point: ComparedPoint): Side => ({
  ...point,
  records: point.replicates.map(({ record }) => record),
});

function testMeasure(from: Side, to: Side, measure: string, { minEffect }: CompareOptions): Tested {
  const baseline = estimateMetric(from.records, measure, CONFIDENCE);
  const candidate = estimateMetric(to.records, measure, CONFIDENCE);
  const sides = { measure, params: to.params, baseline, candidate };
  const untested = { ...sides, test: "NONE", change: null } as const;
  if (areIdentical(from.replicates, to.replicates)) {
    return { ...sides, test: "EXACT_HASH", change: null, relativeChange: 0 };
  }
  if (baseline.value === null || candidate.value === null || baseline.value === 0) {
    return { ...untested, relativeChange: null };
  }
  const relativeChange = candidate.value / baseline.value - 1;
  const common = pairsOf(from.replicates, to.replicates);
  // Runs without a partner would be thrown away by pairing, so all must have one.
  const paired = common.length === from.replicates.length && common.length === to.replicates.length;
  const before = valuesOf(paired ? common.map(([b]) => b) : from.replicates, measure);
  const after = valuesOf(paired ? common.map(([, c]) => c) : to.replicates, measure);
  if (before === null || after === null) return { ...untested, relativeChange };
  if (Math.min(before.length, after.length) < MIN_REPLICATIONS) {
    return { ...untested, relativeChange };
  }
  const change = testRatio(before, after, { paired, margin: minEffect, confidence: CONFIDENCE });
  if (change === null) return { ...untested, relativeChange };
  const test = paired ? "PAIRED_T" : "WELCH_T";
  return { ...sides, test, change, relativeChange: change.change };
}

/** Runs of both sides that met the same random streams. */
function pairsOf(baseline: readonly Replicate[], candidate: readonly Replicate[]) {
  const streams = (r: Replicate) => `${r.seed} ${r.replication}`;
  const ours = new Map(baseline.map((r) => [streams(r), r]));
  return candidate.flatMap((r) => {
    const partner = ours.get(streams(r));
    return partner === undefined ? [] : [[partner, r] as const];
  });
}

function areIdentical(baseline: readonly Replicate[], candidate: readonly Replicate[]): boolean {
  if (baseline.length === 0 || baseline.length !== candidate.length) return false;
  const pairs = pairsOf(baseline, candidate);
  return pairs.length === baseline.length && pairs.every(([b, c]) => b.digest === c.digest);
}

/** The measure of each run alone; null if one of them has no value. */
function valuesOf(replicates: readonly Replicate[], measure: string): readonly number[] | null {
  const values = replicates.map((r) => estimateMetric([r.record], measure, CONFIDENCE).value);
  const present = values.filter((value) => value !== null);
  return present.length === values.length ? present : null;
}

function verdictOf(delta: Tested, pAdjusted: number | null, minEffect: number): Verdict {
  const { change, test } = delta;
  if (test === "EXACT_HASH") return "IDENTICAL";
  if (delta.relativeChange === null) return "INCOMPARABLE";
  if (change === null || pAdjusted === null) return "INCONCLUSIVE";
  if (pAdjusted < ALPHA && Math.abs(change.change) >= minEffect) {
    const { better } = metricOf(delta.measure);
    // A neutral measure changed, but nobody can say whether that is good.
    if (better === "NEUTRAL") return "INCONCLUSIVE";
    return change.change > 0 === (better === "HIGHER") ? "IMPROVED" : "REGRESSED";
  }
  return change.pDifferent < ALPHA ? "EQUIVALENT" : "INCONCLUSIVE";
}

/** Holm's step-down correction; nulls are not part of the family. */
export function holm(pValues: readonly (number | null)[]): readonly (number | null)[] {
  const adjusted: (number | null)[] = pValues.map(() => null);
  const family = pValues
    .flatMap((p, index) => (p === null ? [] : [{ p, index }]))
    .toSorted((a, b) => a.p - b.p);
  let largest = 0;
  family.forEach(({ p, index }, rank) => {
    largest = Math.max(largest, Math.min(1, p * (family.length - rank)));
    adjusted[index] = largest;
  });
  return adjusted;
}
