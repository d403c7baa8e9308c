/** Compares experiments of a service: its GraphQL `compare` does the statistics. */
import { ask, findExperiment, type ServerOptions } from "../running-service.ts";
import type { CompareQuestion, Shown, ShownComparison, ShownDelta } from "./comparison.ts";

const COMPARE = `query Compare($input: CompareInput!) {
  compare(input: $input) {
    baseline { ...Side } candidates { ...Side }
    paramDiff { path values }
    matchedPoints
    unmatchedPoints { label experimentNumber }
    deltas {
      candidate { number } measure { id unit } params
      baselineEstimate { ...Shown } candidateEstimate { ...Shown }
      relativeChange relativeChangeCiLow relativeChangeCiHigh test pValueAdjusted verdict
    }
  }
}
fragment Side on Experiment { number name state modelVersion definitionHash digest definition }
fragment Shown on Estimate { value ciLow ciHigh absentBecause }`;

interface AnsweredSide {
  readonly number: number;
  readonly name: string;
  readonly state: string;
  readonly modelVersion: string;
  readonly definitionHash: string;
  readonly digest: string | null;
  readonly definition: { readonly replications: number };
}

type AnsweredDelta = Omit<ShownDelta, "candidate" | "measure" | "unit" | "baseline"> & {
  readonly candidate: { readonly number: number };
  readonly measure: { readonly id: string; readonly unit: string };
  readonly baselineEstimate: Shown;
};

interface Answered {
  readonly baseline: AnsweredSide;
  readonly candidates: readonly AnsweredSide[];
  readonly paramDiff: ShownComparison["paramDiff"];
  readonly matchedPoints: number;
  readonly unmatchedPoints: readonly {
    readonly label: string;
    readonly experimentNumber: number;
  }[];
  readonly deltas: readonly AnsweredDelta[];
}

export async function compareExperiments(
  options: ServerOptions,
  names: readonly string[],
  { measures, minEffect }: CompareQuestion,
): Promise<ShownComparison> {
  const found = await Promise.all(names.map((name) => findExperiment(options, name)));
  const [baselineId, ...candidateIds] = found.map(({ id }) => id);
  const { compare } = await ask<{ compare: Answered }>(options, COMPARE, {
    input: { baselineId, candidateIds, measures, minEffect },
  });
  const sides = [compare.baseline, ...compare.candidates];
  const sideOf = (number: number) => sides.findIndex((side) => side.number === number);
  return {
    sides: sides.map(({ definition, ...side }, i) => ({
      asked: names[i] ?? "",
      ...side,
      replications: definition.replications,
    })),
    paramDiff: compare.paramDiff,
    matchedPoints: compare.matchedPoints,
    unmatchedPoints: compare.unmatchedPoints.map(({ label, experimentNumber }) => ({
      side: sideOf(experimentNumber),
      label,
    })),
    minEffect,
    deltas: compare.deltas.map(({ candidate, measure, baselineEstimate, ...delta }) => ({
      ...delta,
      // An experiment beside itself is no use, but its number must not be that of the baseline.
      candidate: Math.max(1, sideOf(candidate.number)),
      measure: measure.id,
      unit: measure.unit,
      baseline: baselineEstimate,
    })),
  };
}
