/** Why something was not done with an experiment, as clients see it. */
import { ActionRefused, type Refusal } from "../../db/locked-experiment.ts";
import type { ExperimentState as State } from "../../db/lifecycle.ts";
import { builder } from "../builder.ts";
import { ExperimentState } from "./experiment.ts";
import { type UserError, UserErrorRef } from "./spec.ts";

export interface ActionError extends UserError {
  /** States in which it would be allowed. */
  readonly allowed: readonly State[] | null;
  readonly hint: string | null;
}

export const ActionErrorRef = builder.objectRef<ActionError>("ActionError").implement({
  description: "Why something was not done with an experiment, and what to do instead.",
  interfaces: [UserErrorRef],
  fields: (t) => ({
    allowed: t.field({
      type: [ExperimentState],
      nullable: true,
      description: "States in which it is allowed, if the state is why.",
      resolve: (error) => error.allowed,
    }),
    hint: t.exposeString("hint", { nullable: true, description: "What to do instead." }),
  }),
});

/** For the states in which something is refused. */
const HINTS: Readonly<Partial<Record<State, string>>> = {
  CANCELLING: "Wait until it is CANCELLED, then fill in what is missing.",
  CANCELLED: "Fill in what is missing to have the rest computed.",
  SUCCEEDED: "It has ended. Clone it to run something like it.",
  PARTIALLY_SUCCEEDED: "It has ended. Fill in what is missing to have the rest computed.",
  FAILED: "It has ended. Fill in what is missing to try again.",
};

export const notFound: ActionError = {
  code: "NOT_FOUND",
  message: "There is no such experiment.",
  field: ["id"],
  allowed: null,
  hint: "The query experiments lists them.",
};

function actionError(refusal: Refusal): ActionError {
  switch (refusal.code) {
    case "NOT_FOUND":
      return notFound;
    case "ILLEGAL_STATE": {
      const { code, state, allowed } = refusal;
      const message = `The experiment is ${state}; this is allowed if it is ${allowed.join(", ")}.`;
      return { code, message, field: null, allowed, hint: HINTS[state] ?? null };
    }
    case "OTHER_MODEL_VERSION": {
      const { code, modelVersion, present } = refusal;
      const message = `It belongs to model version ${modelVersion}; this service computes ${present}.`;
      const hint = "Clone it: the same definition under the present model version.";
      return { code, message, field: null, allowed: null, hint };
    }
    default:
      return refusal satisfies never;
  }
}

/** What was refused, as an error for the client; anything else is thrown on. */
export async function orRefusal<T>(work: Promise<T>): Promise<T | ActionError> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ActionRefused) return actionError(error.refusal);
    throw error;
  }
}

export const isActionError = (answer: unknown): answer is ActionError =>
  typeof answer === "object" && answer !== null && "code" in answer;
