/** Experiments: a question with its points, its progress and its answer. */
import type { StoredExperiment } from "../../db/read/stored.ts";
import { countPoints } from "../../experiment/points.ts";
import { isAdaptive } from "../../experiment/rounds.ts";
import { shownAxes } from "../../experiment/shown-axes.ts";
import { builder } from "../builder.ts";
import { connectionOf, pageComplexity, windowOf } from "../paging.ts";
import { PointRef } from "../point/point.ts";
import { answersOf, SystemAnswerRef } from "./answers.ts";
import { AxisRef } from "./axis.ts";
import { ExportFileRef, exportsOf } from "./exports.ts";
import { ProgressRef } from "./progress.ts";
import { SystemRef } from "./system.ts";

export const ExperimentState = builder.enumType("ExperimentState", {
  description: "Where an experiment stands.",
  values: {
    QUEUED: { description: "It waits for a worker." },
    RUNNING: { description: "Some runs have started." },
    PAUSING: { description: "No run starts any more; those under way may end." },
    PAUSED: { description: "Nothing happens until it is resumed." },
    CANCELLING: { description: "Runs under way are being stopped." },
    CANCELLED: { description: "It was cancelled; what had a result keeps it." },
    SUCCEEDED: { description: "Every run has a result." },
    PARTIALLY_SUCCEEDED: { description: "It has ended; some runs have no result." },
    FAILED: { description: "It has ended; no run has a result, or they contradict earlier ones." },
  },
});

export interface StateReason {
  readonly code: string;
  readonly message: string;
}

export const StateReasonRef = builder.objectRef<StateReason>("StateReason").implement({
  description: "Why an experiment is in its state.",
  fields: (t) => ({
    code: t.exposeString("code", { description: "Stable code." }),
    message: t.exposeString("message", { description: "A sentence for people." }),
  }),
});

export function reasonOf({ reasonCode, reasonMessage }: StoredExperiment): StateReason | null {
  return reasonCode === null ? null : { code: reasonCode, message: reasonMessage ?? "" };
}

const SloRef = builder.objectRef<{ measure: string; limitPs: number }>("Slo").implement({
  description: "A latency objective.",
  fields: (t) => ({
    measure: t.exposeString("measure", { description: "Id of a measure, as in latency.p99." }),
    limitUs: t.float({
      description: "Its limit, microseconds.",
      resolve: (slo) => slo.limitPs / 1e6,
    }),
  }),
});

const ExperimentBase = builder.objectRef<StoredExperiment>("Experiment");
export const ExperimentRef = builder.node(ExperimentBase, {
  name: "Experiment",
  description: "A question: systems, loads and seeds, and what came out.",
  id: { resolve: (experiment) => experiment.id, description: "Opaque global id." },
  loadManyWithoutCache: (ids: string[], { loaders }) =>
    Promise.all(ids.map((id) => loaders.experiment.load(id))),
  fields: (t) => ({
    number: t.exposeInt("number", { description: "Number for people, rising from 1." }),
    name: t.exposeString("name", { description: "Name for lists and plots." }),
    state: t.field({
      type: ExperimentState,
      description: "Where it stands.",
      resolve: (experiment) => experiment.state,
    }),
    stateReason: t.field({
      type: StateReasonRef,
      nullable: true,
      description: "Why it is in its state; null while all is well.",
      resolve: (experiment) => reasonOf(experiment),
    }),
    definitionText: t.exposeString("definitionText", {
      description: "The definition exactly as it was submitted.",
    }),
    definition: t.field({
      type: "JSON",
      description: "The definition with defaults filled in, in base units.",
      resolve: (experiment) => experiment.definition,
    }),
    definitionHash: t.exposeString("definitionHash", {
      description: "SHA-256 of the canonical definition.",
    }),
    modelVersion: t.exposeString("modelVersion", {
      description: "Version of the models; results are comparable only within one.",
    }),
    rootSeed: t.field({
      type: "BigInt",
      description: "Root of all random streams.",
      resolve: (experiment) => experiment.definition.rootSeed,
    }),
    slo: t.field({
      type: SloRef,
      nullable: true,
      description: "The objective, or null if the definition has none.",
      resolve: (experiment) => experiment.definition.slo,
    }),
    systems: t.field({
      type: [SystemRef],
      description: "The systems that it compares, in the order of the definition.",
      resolve: (experiment) => experiment.definition.systems,
    }),
    axes: t.field({
      type: [AxisRef],
      description: "What varies beside system and load, the slowest first.",
      resolve: (experiment) => shownAxes(experiment.definition),
    }),
    progress: t.field({
      type: ProgressRef,
      description: "How far it is.",
      resolve: (experiment) => experiment,
    }),
    points: t.connection(
      {
        type: PointRef,
        description: "Its points, ordered by system, then axes, then load.",
        complexity: pageComplexity,
        resolve: async (experiment, args, { loaders }) => {
          const list = `points|${experiment.id}`;
          const window = windowOf(args, list);
          return connectionOf({
            rows: await loaders.pointPage.load({ experimentId: experiment.id, window }),
            window,
            list,
            positionOf: (point) => point.index,
            // A search has stored those that it has asked for so far.
            totalCount: async () =>
              isAdaptive(experiment.definition)
                ? (await loaders.pointsOf.load(experiment.id)).length
                : countPoints(experiment.definition),
          });
        },
      },
      { description: "Points of an experiment." },
      { description: "A point with its position." },
    ),
    answers: t.field({
      type: [SystemAnswerRef],
      description:
        "The answer so far, per system and combination of axis values; under a closed loop per " +
        "system.",
      complexity: { field: 50, multiplier: 4 },
      resolve: (experiment, _args, context) => answersOf(experiment, context),
    }),
    exports: t.field({
      type: [ExportFileRef],
      description: "Its results as tables in files, by grain and format.",
      resolve: (experiment) => exportsOf(experiment.number),
    }),
    digest: t.exposeString("digest", {
      nullable: true,
      description: "Digest over all results, once the experiment is complete.",
    }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it was submitted." }),
    startedAt: t.expose("startedAt", {
      type: "DateTime",
      nullable: true,
      description: "When its first run started, or the first since it was last filled in.",
    }),
    finishedAt: t.expose("finishedAt", {
      type: "DateTime",
      nullable: true,
      description: "When its last run ended.",
    }),
    url: t.string({
      description: "Address of its dashboard page.",
      resolve: (experiment, _args, { services }) =>
        `${services.publicUrl}/experiments/${experiment.number}`,
    }),
  }),
});
