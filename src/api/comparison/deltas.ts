/** What a comparison needs from the database, and its deltas worked out once. */
import type { StoredExperiment, StoredPoint } from "../../db/read/stored.ts";
import { comparePoints, type Delta, matchPoints } from "../../experiment/compare.ts";
import type { ApiContext } from "../context.ts";
import { resultsOf } from "../point/results-of.ts";

export interface Comparison {
  readonly baseline: StoredExperiment;
  readonly candidates: readonly StoredExperiment[];
  readonly measures: readonly string[];
  readonly minEffect: number;
}

export type CandidateDelta = Delta & { readonly experiment: StoredExperiment };

/** Points of an experiment with the runs that can be compared. */
async function measured(experiment: StoredExperiment, context: ApiContext) {
  const points = await context.loaders.pointsOf.load(experiment.id);
  return Promise.all(
    points.map(async (point) => ({
      point,
      params: point.params,
      replicates: await resultsOf(point, context),
    })),
  );
}

export async function deltasOf(
  comparison: Comparison,
  context: ApiContext,
): Promise<CandidateDelta[]> {
  const baseline = await measured(comparison.baseline, context);
  const pairs = await Promise.all(
    comparison.candidates.map(async (experiment) => {
      const { matched } = matchPoints(baseline, await measured(experiment, context));
      return matched.map((pair) => ({ experiment, pair }));
    }),
  );
  const all = pairs.flat();
  const results = all.flatMap(({ pair }) => pair.flatMap((side) => side.replicates));
  const shape = all.map(({ pair }) => pair.map((side) => side.replicates.length).join("+")).join();
  const { measures, minEffect } = comparison;
  const question = ["compare", shape, measures.join(), minEffect];
  const deltas = await context.services.records.answer(results, question, () =>
    comparePoints(
      all.map(({ pair }) => pair),
      { measures, minEffect },
    ),
  );
  // Who is compared is not part of the answer: other experiments may have the same results.
  return deltas.flatMap((delta, i) => {
    const compared = all[Math.floor(i / measures.length)];
    if (compared === undefined) return [];
    const { experiment, pair } = compared;
    return [{ ...delta, experiment, params: pair[1].params }];
  });
}

export async function countMatched(comparison: Comparison, { loaders }: ApiContext) {
  const baseline = await loaders.pointsOf.load(comparison.baseline.id);
  const counts = comparison.candidates.map(async ({ id }) => {
    const candidate = await loaders.pointsOf.load(id);
    return matchPoints(baseline, candidate).matched.length;
  });
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}

export async function unmatchedOf(comparison: Comparison, { loaders }: ApiContext) {
  const baseline = await loaders.pointsOf.load(comparison.baseline.id);
  const alone = new Map<string, StoredPoint>();
  for (const candidate of comparison.candidates) {
    const { unmatched } = matchPoints(baseline, await loaders.pointsOf.load(candidate.id));
    for (const point of unmatched) alone.set(point.id, point);
  }
  return [...alone.values()];
}
