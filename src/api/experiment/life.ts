/** What an experiment says of its life: what may be done with it, what is missing, where it is from. */
import type { CachePolicy } from "../../db/insert-expansion.ts";
import { actionsIn, type ExperimentAction } from "../../db/lifecycle.ts";
import type { MissingCount } from "../../db/read/missing.ts";
import { builder } from "../builder.ts";
import { ExperimentRef } from "./experiment.ts";

const ExperimentActionRef = builder.enumType("ExperimentAction", {
  description: "What may be done with an experiment.",
  values: {
    CANCEL: { description: "experimentCancel" },
    PAUSE: { description: "experimentPause" },
    RESUME: { description: "experimentResume" },
    FILL_MISSING: { description: "experimentFillMissing; does nothing if nothing is missing." },
  } satisfies Record<ExperimentAction, object>,
});

export const CachePolicyRef = builder.enumType("CachePolicy", {
  description: "What becomes of results that are known already.",
  values: {
    REUSE: { description: "They are taken." },
    REFRESH: {
      description:
        "They are computed again and must be the same: a run that measures something else fails as " +
        "NOT_DETERMINISTIC, and so does the experiment.",
    },
  } satisfies Record<CachePolicy, object>,
});

const MissingRunsRef = builder.objectRef<MissingCount>("MissingRuns").implement({
  description: "Runs without a result that will not get one by themselves, by why they have none.",
  fields: (t) => ({
    total: t.int({
      description: "All of them: what experimentFillMissing would have computed.",
      resolve: ({ failed, cancelled, deleted }) => failed + cancelled + deleted,
    }),
    failed: t.exposeInt("failed", { description: "Failed." }),
    cancelled: t.exposeInt("cancelled", { description: "Stopped or not started by a cancel." }),
    deleted: t.exposeInt("deleted", { description: "Succeeded, but the result was deleted." }),
  }),
});

builder.objectFields(ExperimentRef, (t) => ({
  allowedActions: t.field({
    type: [ExperimentActionRef],
    description: "What may be done with it now.",
    resolve: ({ state }) => actionsIn(state),
  }),
  missing: t.field({
    type: MissingRunsRef,
    description: "Runs that have no result and are not waiting for one.",
    complexity: 5,
    resolve: async ({ id }, _args, { loaders }) =>
      (await loaders.missingOf.load(id)) ?? {
        experimentId: id,
        failed: 0,
        cancelled: 0,
        deleted: 0,
      },
  }),
  cachePolicy: t.field({
    type: CachePolicyRef,
    description: "What became of results that were known already.",
    resolve: ({ cachePolicy }) => (cachePolicy === "REFRESH" ? "REFRESH" : "REUSE"),
  }),
  clonedFrom: t.field({
    type: ExperimentRef,
    nullable: true,
    description: "The experiment whose definition it began with.",
    resolve: ({ clonedFromId }, _args, { loaders }) =>
      clonedFromId === null ? null : loaders.experiment.load(clonedFromId),
  }),
}));
