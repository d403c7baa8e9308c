/** Experiments side by side: what differs between them, and whether that made a difference. */
import { HEADLINE_MEASURES } from "../../experiment/headline-measures.ts";
import { diffDefinitions, type ParamDifference } from "../../experiment/param-diff.ts";
import { builder } from "../builder.ts";
import { checkMeasure, EstimateRef, MeasureRef, measureOf } from "../catalog/measure.ts";
import type { ApiContext } from "../context.ts";
import { badInput } from "../errors.ts";
import { ExperimentRef } from "../experiment/experiment.ts";
import { keyOf } from "../node/node-id.ts";
import { PointRef } from "../point/point.ts";
import {
  type CandidateDelta,
  type Comparison,
  countMatched,
  deltasOf,
  unmatchedOf,
} from "./deltas.ts";

const MAX_CANDIDATES = 7;

const Verdict = builder.enumType("Verdict", {
  description: "What a comparison of one measure at one point says.",
  values: {
    IDENTICAL: { description: "The same records, byte for byte." },
    IMPROVED: { description: "Significant, at least minEffect, for the better." },
    REGRESSED: { description: "Significant, at least minEffect, for the worse." },
    EQUIVALENT: { description: "Shown to differ by less than minEffect." },
    INCONCLUSIVE: { description: "None of these can be shown; more replications may." },
    INCOMPARABLE: { description: "One side has no value." },
  },
});

const ComparisonTest = builder.enumType("ComparisonTest", {
  description: "How a difference was tested.",
  values: {
    EXACT_HASH: { description: "Digests of the records are equal." },
    PAIRED_T: { description: "Student's t on differences between runs with common seeds." },
    WELCH_T: { description: "Welch's t: the seeds differ." },
    NONE: { description: "Not tested: fewer than four replications, or a value is missing." },
  },
});

const ParamDiffRef = builder.objectRef<ParamDifference>("ParamDiff").implement({
  description: "A place where the definitions differ.",
  fields: (t) => ({
    path: t.exposeString("path", { description: "JSON pointer into the definition." }),
    values: t.field({
      type: ["JSON"],
      nullable: { list: false, items: true },
      description: "Values there, the baseline's first; null where there is none.",
      resolve: (diff) => diff.values,
    }),
  }),
});

const MeasureDeltaRef = builder.objectRef<CandidateDelta>("MeasureDelta").implement({
  description: "One measure at one point, before and after.",
  fields: (t) => ({
    candidate: t.field({
      type: ExperimentRef,
      description: "The experiment that is compared with the baseline.",
      resolve: (delta) => delta.experiment,
    }),
    measure: t.field({
      type: MeasureRef,
      description: "What was measured.",
      resolve: (delta) => measureOf(delta.measure),
    }),
    params: t.expose("params", { type: "JSON", description: "Parameters of the point." }),
    baselineEstimate: t.field({
      type: EstimateRef,
      description: "The baseline's value.",
      resolve: (delta) => delta.baseline,
    }),
    candidateEstimate: t.field({
      type: EstimateRef,
      description: "The candidate's value.",
      resolve: (delta) => delta.candidate,
    }),
    relativeChange: t.exposeFloat("relativeChange", {
      nullable: true,
      description: "Candidate over baseline, minus 1.",
    }),
    relativeChangeCiLow: t.float({
      nullable: true,
      description: "Lower end of its 95% interval; null if it was not tested.",
      resolve: (delta) => delta.change?.low ?? null,
    }),
    relativeChangeCiHigh: t.float({
      nullable: true,
      description: "Upper end of its 95% interval; null if it was not tested.",
      resolve: (delta) => delta.change?.high ?? null,
    }),
    test: t.field({
      type: ComparisonTest,
      description: "How it was tested.",
      resolve: (delta) => delta.test,
    }),
    pValue: t.float({
      nullable: true,
      description: "Two-sided p-value of no change; null if it was not tested.",
      resolve: (delta) => delta.change?.pValue ?? null,
    }),
    pValueAdjusted: t.float({
      nullable: true,
      description: "The same, corrected for all tests of this comparison (Holm).",
      resolve: (delta) => delta.pAdjusted,
    }),
    verdict: t.field({
      type: Verdict,
      description: "What it says.",
      resolve: (delta) => delta.verdict,
    }),
  }),
});

const ComparisonRef = builder.objectRef<Comparison>("Comparison").implement({
  description: "Experiments beside a baseline.",
  fields: (t) => ({
    baseline: t.field({
      type: ExperimentRef,
      description: "What the others are compared with.",
      resolve: (comparison) => comparison.baseline,
    }),
    candidates: t.field({
      type: [ExperimentRef],
      description: "What is compared with it.",
      resolve: (comparison) => comparison.candidates,
    }),
    paramDiff: t.field({
      type: [ParamDiffRef],
      description: "Where the definitions differ.",
      resolve: ({ baseline, candidates }) =>
        diffDefinitions([baseline, ...candidates].map((e) => e.definition)),
    }),
    deltas: t.field({
      type: [MeasureDeltaRef],
      description: "Every measure at every point that both sides have.",
      args: {
        onlyChanged: t.arg.boolean({
          defaultValue: false,
          description: "Leave out what is identical or equivalent.",
        }),
      },
      complexity: { field: 100, multiplier: 50 },
      resolve: async (comparison, { onlyChanged }, context) => {
        const deltas = await deltasOf(comparison, context);
        const same = (verdict: string) => verdict === "IDENTICAL" || verdict === "EQUIVALENT";
        return onlyChanged === true ? deltas.filter((d) => !same(d.verdict)) : deltas;
      },
    }),
    matchedPoints: t.int({
      description: "Pairs of points with the same parameters, over all candidates.",
      resolve: (comparison, _args, context) => countMatched(comparison, context),
    }),
    unmatchedPoints: t.field({
      type: [PointRef],
      description: "Points that only one side has.",
      resolve: (comparison, _args, context) => unmatchedOf(comparison, context),
    }),
  }),
});

const CompareInput = builder.inputType("CompareInput", {
  description: "What to compare.",
  fields: (t) => ({
    baselineId: t.id({ required: true, description: "Global id of an experiment." }),
    candidateIds: t.idList({
      required: true,
      description: "Global ids of 1 to 7 experiments to compare with it.",
    }),
    measures: t.stringList({
      description: "Ids of measures; without them latency.p99, throughput and energyPerRequest.",
    }),
    minEffect: t.float({
      defaultValue: 0.02,
      description: "Least relative change that matters, 0 to 1.",
    }),
  }),
});

async function readComparison(
  input: typeof CompareInput.$inferInput,
  { loaders }: ApiContext,
): Promise<Comparison | null> {
  const size = input.candidateIds.length;
  if (size < 1 || size > MAX_CANDIDATES) {
    throw badInput(`candidateIds must name 1..${MAX_CANDIDATES} experiments, got ${size}.`);
  }
  const minEffect = input.minEffect ?? 0.02;
  if (!(minEffect >= 0 && minEffect <= 1)) {
    throw badInput(`minEffect must be 0..1, got ${minEffect}.`);
  }
  const measures = [...new Set((input.measures ?? HEADLINE_MEASURES).map(checkMeasure))];
  const keys = [input.baselineId, ...input.candidateIds].map((id) => keyOf("Experiment", id));
  const found = await Promise.all(
    keys.map(async (key) => (key === null ? null : loaders.experiment.load(key))),
  );
  const [baseline, ...candidates] = found.filter((experiment) => experiment !== null);
  if (baseline === undefined || candidates.length < size) return null;
  return { baseline, candidates, measures, minEffect };
}

builder.queryField("compare", (t) =>
  t.field({
    type: ComparisonRef,
    nullable: true,
    description: "Experiments beside a baseline; null if one of them does not exist.",
    complexity: 50,
    args: { input: t.arg({ type: CompareInput, required: true, description: "What to compare." }) },
    resolve: (_root, { input }, context) => readComparison(input, context),
  }),
);
