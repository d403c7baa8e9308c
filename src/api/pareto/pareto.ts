/** The Pareto front of an experiment in two measures, within its objective or another one. */
import type { StoredExperiment, StoredPoint } from "../../db/read/stored.ts";
import { meetsSlo } from "../../experiment/answer.ts";
import type { Slo } from "../../experiment/definition.ts";
import { objectiveOf, objectiveText } from "../../experiment/pareto/objective.ts";
import { directionOf, type ParetoPlace, paretoOf } from "../../experiment/pareto/pareto.ts";
import { builder } from "../builder.ts";
import { EstimateRef, MeasureRef, measureOf } from "../catalog/measure.ts";
import type { ApiContext } from "../context.ts";
import { badInput } from "../errors.ts";
import { ExperimentRef } from "../experiment/experiment.ts";
import { keyOf } from "../node/node-id.ts";
import { PointRef } from "../point/point.ts";
import { resultsOf } from "../point/results-of.ts";

const CONFIDENCE = 0.95;

interface ParetoQuestion {
  readonly experiment: StoredExperiment;
  readonly x: string;
  readonly y: string;
  readonly slo: Slo | null;
}

type PlacedPoint = ParetoPlace & {
  readonly point: StoredPoint;
  readonly dominator: StoredPoint | null;
};

const ParetoStanding = builder.enumType("ParetoStanding", {
  description: "Where a point stands.",
  values: {
    FRONT: { description: "No other point beats it in both measures." },
    DOMINATED: { description: "Another point is no worse in both measures and better in one." },
    MISSES_SLO: { description: "It is not within the objective." },
    ABSENT: { description: "A measure, or that of the objective, has no value." },
  },
});

const ParetoPlaceRef = builder.objectRef<PlacedPoint>("ParetoPlace").implement({
  description: "A point in two measures.",
  fields: (t) => ({
    point: t.field({ type: PointRef, description: "Which point.", resolve: ({ point }) => point }),
    x: t.field({ type: EstimateRef, description: "Its first measure.", resolve: ({ x }) => x }),
    y: t.field({ type: EstimateRef, description: "Its second measure.", resolve: ({ y }) => y }),
    withinSlo: t.exposeBoolean("withinSlo", {
      nullable: true,
      description: "Whether it is within the objective, true without one; null if unknown.",
    }),
    standing: t.field({
      type: ParetoStanding,
      description: "Where it stands.",
      resolve: ({ standing }) => standing,
    }),
    dominatedBy: t.field({
      type: PointRef,
      nullable: true,
      description: "A point on the front that beats it; null if none does.",
      resolve: ({ dominator }) => dominator,
    }),
  }),
});

const ParetoRef = builder.objectRef<ParetoQuestion>("Pareto").implement({
  description: "The points of an experiment in two measures, and which of them are on the front.",
  fields: (t) => ({
    experiment: t.field({
      type: ExperimentRef,
      description: "Whose points they are.",
      resolve: ({ experiment }) => experiment,
    }),
    x: t.field({
      type: MeasureRef,
      description: "The first measure, with its direction.",
      resolve: ({ x }) => measureOf(x),
    }),
    y: t.field({
      type: MeasureRef,
      description: "The second measure, with its direction.",
      resolve: ({ y }) => measureOf(y),
    }),
    objective: t.string({
      nullable: true,
      description: "Points that miss it take no part; null if there is none.",
      resolve: ({ slo }) => slo && objectiveText(slo),
    }),
    places: t.field({
      type: [ParetoPlaceRef],
      description: "Every point, in the order of the experiment.",
      complexity: { field: 100, multiplier: 50 },
      resolve: placesOf,
    }),
  }),
});

async function placesOf(
  { experiment, x, y, slo }: ParetoQuestion,
  _args: object,
  context: ApiContext,
): Promise<readonly PlacedPoint[]> {
  const { records } = context.services;
  const points = await context.loaders.pointsOf.load(experiment.id);
  const estimates = await Promise.all(
    points.map(async (point) => {
      const results = await resultsOf(point, context);
      const [first, second, withinSlo] = await Promise.all([
        records.estimate(results, x, CONFIDENCE),
        records.estimate(results, y, CONFIDENCE),
        slo === null ||
          records.answer(results, ["meetsSlo", slo.measure, slo.limitPs], (all) =>
            meetsSlo(all(), slo),
          ),
      ]);
      return { x: first, y: second, withinSlo };
    }),
  );
  return paretoOf(estimates).flatMap((place, i) => {
    const point = points[i];
    const dominator = place.dominatedBy === null ? null : (points[place.dominatedBy] ?? null);
    return point === undefined ? [] : [{ ...place, point, dominator }];
  });
}

const ParetoInput = builder.inputType("ParetoInput", {
  description: "Which front.",
  fields: (t) => ({
    experimentId: t.id({ required: true, description: "Global id of an experiment." }),
    x: t.string({ required: true, description: "Id of a measure that has a better direction." }),
    y: t.string({ required: true, description: "Id of another one." }),
    slo: t.string({
      description: 'Such as "p99<=500us", or "none"; without it the objective of the experiment.',
    }),
  }),
});

async function readPareto(
  { experimentId, x, y, slo: asked }: typeof ParetoInput.$inferInput,
  { loaders }: ApiContext,
): Promise<ParetoQuestion | null> {
  for (const measure of [x, y]) checkDirection(measure);
  const key = keyOf("Experiment", experimentId);
  const experiment = key === null ? null : await loaders.experiment.load(key);
  if (experiment === null) return null;
  const objective = objectiveOf(asked, experiment.definition.slo);
  if (!objective.ok) throw badInput(`${objective.problem.message}; ${objective.problem.hint}.`);
  return { experiment, x, y, slo: objective.slo };
}

function checkDirection(measure: string): void {
  try {
    directionOf(measure);
  } catch (error) {
    throw badInput(`${(error as Error).message}.`);
  }
}

builder.queryField("pareto", (t) =>
  t.field({
    type: ParetoRef,
    nullable: true,
    description: "The Pareto front of an experiment; null if there is no such experiment.",
    complexity: 50,
    args: { input: t.arg({ type: ParetoInput, required: true, description: "Which front." }) },
    resolve: (_root, { input }, context) => readPareto(input, context),
  }),
);
