/** The definition of an experiment as the beginning of another one. */
import type { StoredExperiment } from "../../db/read/stored.ts";
import { parseDefinition } from "../../experiment/parse.ts";
import { builder } from "../builder.ts";
import type { ApiContext } from "../context.ts";
import { keyOf } from "../node/node-id.ts";
import { type ActionError, ActionErrorRef, notFound } from "./action-error.ts";
import { ExperimentRef } from "./experiment.ts";
import { type SpecError, SpecErrorRef, specErrors } from "./spec.ts";

interface ClonePayload {
  readonly clonedFrom: StoredExperiment | null;
  readonly warnings: readonly SpecError[];
  readonly userErrors: readonly ActionError[];
}

const ClonePayloadRef = builder.objectRef<ClonePayload>("ExperimentClonePayload").implement({
  description: "A definition to begin with.",
  fields: (t) => ({
    definitionText: t.string({
      nullable: true,
      description: "The definition as it was submitted; null if there are userErrors.",
      resolve: ({ clonedFrom }) => clonedFrom?.definitionText ?? null,
    }),
    clonedFrom: t.field({
      type: ExperimentRef,
      nullable: true,
      description: "Whose definition it is: submit it with its id as clonedFromId.",
      resolve: ({ clonedFrom }) => clonedFrom,
    }),
    warnings: t.field({
      type: [SpecErrorRef],
      description: "What this version of the service would not accept of it any more.",
      resolve: ({ warnings }) => warnings,
    }),
    userErrors: t.field({
      type: [ActionErrorRef],
      description: "Why there is nothing to clone.",
      resolve: ({ userErrors }) => userErrors,
    }),
  }),
});

async function clone(globalId: string, { loaders }: ApiContext): Promise<ClonePayload> {
  const id = keyOf("Experiment", globalId);
  const clonedFrom = id === null ? null : await loaders.experiment.load(id);
  if (clonedFrom === null) return { clonedFrom, warnings: [], userErrors: [notFound] };
  const parsed = parseDefinition(clonedFrom.definitionText);
  return { clonedFrom, warnings: parsed.ok ? [] : specErrors(parsed.problems), userErrors: [] };
}

builder.mutationField("experimentClone", (t) =>
  t.field({
    type: ClonePayloadRef,
    description:
      "The definition of an experiment, to be edited and submitted with clonedFromId. Stores nothing.",
    complexity: 20,
    args: { id: t.arg.id({ required: true, description: "Global id of an experiment." }) },
    resolve: (_root, { id }, context) => clone(id, context),
  }),
);
