/** Compares definitions by simulating each of them in this process. */
import {
  type ComparedPoint,
  comparePoints,
  type Delta,
  matchPoints,
} from "../../experiment/compare.ts";
import { recordDigest } from "../../experiment/digest.ts";
import { metricOf } from "../../experiment/estimate.ts";
import { outcomeOf } from "../../experiment/outcome.ts";
import { diffDefinitions } from "../../experiment/param-diff.ts";
import { readDefinitionFile } from "../definition-file.ts";
import { type SimulatedExperiment, simulateExperiment } from "../simulate-experiment.ts";
import type {
  ComparedSide,
  CompareQuestion,
  Shown,
  ShownComparison,
  ShownDelta,
} from "./comparison.ts";

type LabelledPoint = ComparedPoint & { readonly label: string };

/** Every definition is read before the first one is simulated. */
export async function compareDefinitions(
  files: readonly string[],
  question: CompareQuestion,
): Promise<ShownComparison> {
  const definitions = files.map((file) => readDefinitionFile(file).definition);
  const simulated: SimulatedExperiment[] = [];
  for (const definition of definitions) simulated.push(await simulateExperiment(definition));
  const [baseline = [], ...candidates] = simulated.map(pointsOf);
  const matches = candidates.map((points) => matchPoints(baseline, points));
  const pairs = matches.flatMap(({ matched }, i) =>
    matched.map((pair) => ({ candidate: i + 1, pair })),
  );
  const deltas = comparePoints(
    pairs.map(({ pair }) => pair),
    question,
  );
  const ours = new Set(baseline);
  const unmatched = matches.flatMap((match, i) =>
    match.unmatched.map((point) => ({ side: ours.has(point) ? 0 : i + 1, label: point.label })),
  );
  return {
    sides: simulated.map((side, i) => sideOf(files[i] ?? "", side)),
    paramDiff: diffDefinitions(definitions),
    matchedPoints: pairs.length,
    unmatchedPoints: [...new Map(unmatched.map((u) => [`${u.side} ${u.label}`, u])).values()],
    minEffect: question.minEffect,
    deltas: deltas.map((delta, i) =>
      shownDelta(delta, pairs[Math.floor(i / question.measures.length)]?.candidate ?? 1),
    ),
  };
}

function sideOf(asked: string, { expansion, records }: SimulatedExperiment): ComparedSide {
  const { name, modelVersion, definitionHash, digest } = outcomeOf(expansion, records);
  return {
    asked,
    name,
    number: null,
    state: "SUCCEEDED",
    modelVersion,
    definitionHash,
    digest,
    replications: expansion.definition.replications,
  };
}

function pointsOf({ expansion, records }: SimulatedExperiment): readonly LabelledPoint[] {
  const seed = expansion.definition.rootSeed;
  return expansion.points.map(({ index, label, params }) => ({
    label,
    params,
    replicates: expansion.runs.flatMap((run) => {
      const record = run.pointIndex === index ? records[run.index] : undefined;
      if (record === undefined) return [];
      return [{ seed, replication: run.replication, digest: recordDigest(record), record }];
    }),
  }));
}

const shown = ({ value, ciLow, ciHigh, absentBecause }: Shown): Shown => ({
  value,
  ciLow,
  ciHigh,
  absentBecause,
});

function shownDelta(delta: Delta, candidate: number): ShownDelta {
  const { measure, params, change, relativeChange, test, pAdjusted, verdict } = delta;
  return {
    candidate,
    measure,
    unit: metricOf(measure).unit,
    params,
    baseline: shown(delta.baseline),
    candidateEstimate: shown(delta.candidate),
    relativeChange,
    relativeChangeCiLow: change?.low ?? null,
    relativeChangeCiHigh: change?.high ?? null,
    test,
    pValueAdjusted: pAdjusted,
    verdict,
  };
}
