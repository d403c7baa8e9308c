/**
 * Rows of the patterns: for each what was saved or gained, beside the range that was published over all three; and the
 * lowest and highest of the three beside the ends of that range.
 */
import type { RunRecord } from "../../stats/record.ts";
import { fromDraws, type Measured, missing } from "../measured.ts";
import type { MeasuredPreset } from "../presets.ts";
import type { PublishedRow } from "../published.ts";
import { rowOf, type ScoreRow } from "../score-row.ts";
import { conductOf, gainOf, type PatternValues, savingOf } from "./pattern-measures.ts";
import { type Goal, type PatternRuns, patternRunsOf } from "./pattern-runs.ts";
import { explorationOf, type StaticExploration } from "./static-exploration.ts";

/** A measure in the rows of a pattern. */
interface PatternMeasure {
  readonly metric: string;
  readonly unit: string;
  /** Published over the three patterns: rows `<published>.min` and `.max`. */
  readonly published?: string;
}

/** What the published claims are about, by what the policy is for. */
const CLAIMED: Readonly<Record<Goal, readonly PatternMeasure[]>> = Object.freeze({
  energy: [
    { metric: "energySaved", unit: "ratio", published: "seed.energySaved" },
    { metric: "energyBound", unit: "ratio" },
    { metric: "energyShareOfPareto", unit: "ratio", published: "socc15.energyShareOfPareto" },
    { metric: "meanPower", unit: "W" },
    { metric: "maxStaticPower", unit: "W" },
    { metric: "paretoPower", unit: "W" },
  ],
  background: [
    { metric: "backgroundShare", unit: "ratio", published: "seed.backgroundShare" },
    { metric: "backgroundBound", unit: "ratio" },
    {
      metric: "backgroundShareOfPareto",
      unit: "ratio",
      published: "socc15.backgroundShareOfPareto",
    },
    { metric: "backgroundThroughput", unit: "MB/s" },
  ],
});

/** What a reader asks next, of every policy. */
const CONDUCT: readonly PatternMeasure[] = Object.freeze([
  { metric: "secondsAboveSlo", unit: "ratio" },
  { metric: "worstP99", unit: "us" },
  { metric: "policySteps", unit: "count" },
  { metric: "migrations", unit: "count" },
  { metric: "migrationMedian", unit: "us" },
  { metric: "migrationP95", unit: "us" },
  { metric: "migrationWorst", unit: "us" },
]);

/** One pattern under one policy with the values of each replication. */
export interface MeasuredPattern {
  readonly runs: PatternRuns;
  readonly values: readonly PatternValues[];
}

export function measuredPatterns(presets: readonly MeasuredPreset[]): readonly MeasuredPattern[] {
  const exploration = explorationOf(presets);
  return patternRunsOf(presets).map((runs) => ({
    runs,
    values: runs.records.map((record) => valuesOf(record, runs, exploration)),
  }));
}

function valuesOf(
  record: RunRecord,
  { goal, preset }: PatternRuns,
  exploration: StaticExploration,
): PatternValues {
  const claimed = goal === "energy" ? savingOf(record, exploration) : gainOf(record, exploration);
  return { ...claimed, ...conductOf(record, preset.expansion.definition.slo) };
}

/** The mean over replications; absent if one of them lacks it. */
export function meanOver({ values }: MeasuredPattern, metric: string): Measured {
  const draws = values.flatMap((value) => value[metric] ?? []);
  return draws.length < values.length ? missing("NO_SAMPLES") : fromDraws(draws);
}

/**
 * Rows of each pattern and policy.
 * @param prefix of their ids.
 * @param hasConduct false: only what the claims are about.
 */
export function patternRows(
  prefix: string,
  patterns: readonly MeasuredPattern[],
  published: readonly PublishedRow[],
  hasConduct: boolean,
): readonly ScoreRow[] {
  return patterns.flatMap((pattern) => {
    const { pattern: name, goal, point } = pattern.runs;
    const conduct = hasConduct ? CONDUCT : [];
    const about = {
      figure: `${name}, ${point.system.policy.kind}`,
      system: point.system.dataplane.kind,
      setup: {
        workload: point.workload.kind,
        loadPattern: name,
        policy: point.system.policy.kind,
        nicPorts: point.system.nicPorts,
      },
      value: null,
      role: "prediction",
    } as const;
    return [
      ...CLAIMED[goal].map((measure) => ({ measure, id: `${prefix}.${name}.${measure.metric}` })),
      ...conduct.map((measure) => ({ measure, id: `${prefix}.${name}.${goal}.${measure.metric}` })),
    ].map(({ measure, id }) => {
      const { metric, unit } = measure;
      const range = measure.published && rangeOf(measure.published, published);
      return rowOf(
        { ...about, id, metric, unit, ...(range && { range }) },
        meanOver(pattern, metric),
      );
    });
  });
}

/** Rows of the published ends, each beside the lowest or the highest of the patterns. */
export function rangeRows(
  patterns: readonly MeasuredPattern[],
  published: readonly PublishedRow[],
): readonly ScoreRow[] {
  const measures = Object.values(CLAIMED).flat();
  return published.flatMap((row): ScoreRow[] => {
    const [, name = "", end = ""] = /^(.+)[.](min|max)$/.exec(row.id) ?? [];
    const measure = measures.find((one) => one.published === name);
    const range = rangeOf(name, published);
    if (measure === undefined || range === undefined) return [];
    return [rowOf({ ...row, range }, extreme(patterns, row, measure.metric, end))];
  });
}

/** Lowest or highest mean of the patterns that the row names; absent unless all of them were simulated. */
function extreme(
  patterns: readonly MeasuredPattern[],
  { setup }: PublishedRow,
  metric: string,
  end: string,
): Measured {
  const named = Array.isArray(setup["patterns"]) ? setup["patterns"] : [];
  const means = named.map((name) => {
    const own = patterns.filter(({ runs }) => runs.pattern === name);
    const found = own
      .map((pattern) => meanOver(pattern, metric))
      .find(({ value }) => value !== null);
    return found ?? missing("NO_POINT");
  });
  const isBetter = (a: number, b: number) => (end === "min" ? a < b : a > b);
  return means.reduce((best, one) => {
    if (best.value === null) return best;
    return one.value === null || isBetter(one.value, best.value) ? one : best;
  }, means[0] ?? missing("NO_POINT"));
}

function rangeOf(name: string, published: readonly PublishedRow[]) {
  const end = (which: string) => published.find(({ id }) => id === `${name}.${which}`)?.value;
  const [low, high] = [end("min"), end("max")];
  return low === undefined || high === undefined ? undefined : { low, high };
}
