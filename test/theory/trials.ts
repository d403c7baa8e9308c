/**
 * The same small experiment many times, each with a root seed of its own: how often its intervals hold the truth, and
 * how often two of them are called different although they are not.
 */
import { comparePoints, type Delta, type Replicate } from "../../src/experiment/compare.ts";
import { canonicalJson } from "../../src/experiment/digest.ts";
import { estimateMetric, metricOf } from "../../src/experiment/estimate.ts";
import type { RunPlan } from "../../src/experiment/plan.ts";
import { simulate } from "../../src/experiment/simulate.ts";
import type { Estimate } from "../../src/stats/estimate.ts";
import { mergeRecords } from "../../src/stats/merge.ts";
import type { RunRecord } from "../../src/stats/record.ts";

/** A run as comparisons take it; of its histograms only the latencies, which is what the measures here are read from. */
export function replicateOf(plan: RunPlan): Replicate {
  const { histograms, counters } = simulate(plan);
  const latency = histograms["latency"];
  if (latency === undefined) throw new Error("no latencies");
  const record: RunRecord = { histograms: { latency }, counters };
  const { rootSeed: seed, replication } = plan;
  return { seed, replication, record, digest: canonicalJson({ ...counters }) };
}

/** Whether two experiments are called different. */
const isAlarm = ({ verdict }: Delta): boolean => verdict === "IMPROVED" || verdict === "REGRESSED";

export interface TrialsAsked {
  readonly point: RunPlan;
  readonly trials: number;
  readonly replications: number;
  readonly measures: readonly string[];
  /** Measures of which a run alone has a value: they are compared. */
  readonly compared: readonly string[];
}

/** Intervals of all trials, and verdicts on each trial beside the one before it: every run is used once. */
export class Trials {
  readonly estimates = new Map<string, Estimate[]>();
  /** Verdicts of a comparison, whose least effect is 0: whatever is significant is called. */
  readonly comparisons: (readonly Delta[])[] = [];
  #pool: RunRecord = { histograms: {}, counters: {} };

  constructor({ point, trials, replications, measures, compared }: TrialsAsked) {
    let before: readonly Replicate[] = [];
    for (let trial = 0; trial < trials; trial++) {
      const replicates = Array.from({ length: replications }, (_, replication) =>
        replicateOf({ ...point, rootSeed: String(trial + 1), replication }),
      );
      const records = replicates.map(({ record }) => record);
      this.#pool = mergeRecords([this.#pool, ...records]);
      for (const measure of measures) {
        const known = this.estimates.get(measure) ?? [];
        this.estimates.set(measure, [...known, estimateMetric(records, measure)]);
      }
      if (trial % 2 === 1) {
        const sides = [before, replicates].map((side) => ({ params: {}, replicates: side }));
        const [baseline, candidate] = sides as [(typeof sides)[0], (typeof sides)[0]];
        const options = { measures: compared, minEffect: 0 };
        this.comparisons.push(comparePoints([[baseline, candidate]], options));
      }
      before = replicates;
    }
  }

  /** The measure of all runs of all trials together. */
  pooled(measure: string): number {
    const value = metricOf(measure).of(this.#pool);
    if (typeof value !== "number") throw new Error(`${measure} is ${value}`);
    return value;
  }

  /** Share of the trials whose interval holds the truth. */
  coverage(measure: string, truth: number): number {
    const all = this.estimates.get(measure) ?? [];
    const held = all.filter(
      ({ ciLow, ciHigh }) => ciLow !== null && ciHigh !== null && ciLow <= truth && truth <= ciHigh,
    );
    return held.length / all.length;
  }

  /** Mean half width of the intervals, as a share of the truth. */
  halfWidth(measure: string, truth: number): number {
    const all = this.estimates.get(measure) ?? [];
    const sum = all.reduce((s, { ciLow, ciHigh }) => s + ((ciHigh ?? 0) - (ciLow ?? 0)) / 2, 0);
    return sum / all.length / truth;
  }

  /** Comparisons with an alarm on any measure. */
  get alarms(): number {
    return this.comparisons.filter((deltas) => deltas.some(isAlarm)).length;
  }
}
