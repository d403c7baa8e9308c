/** Accepting an experiment. The request path never touches the queue: submit writes to Postgres. */
import { IdempotencyConflict } from "../../db/idempotency-key.ts";
import { submitExperiment } from "../../db/submit-experiment.ts";
import type { StoredExperiment } from "../../db/read/stored.ts";
import { expand } from "../../experiment/expand.ts";
import { builder } from "../builder.ts";
import type { ApiContext } from "../context.ts";
import { encodeNodeId, keyOf } from "../node/node-id.ts";
import { ExperimentRef } from "./experiment.ts";
import { CachePolicyRef } from "./life.ts";
import { inputError, readSpec, SpecErrorRef, SpecInput, type SpecError } from "./spec.ts";

interface SubmitPayload {
  readonly experiment: StoredExperiment | null;
  readonly replayed: boolean;
  readonly userErrors: readonly SpecError[];
}

const SubmitInput = builder.inputType("ExperimentSubmitInput", {
  description: "An experiment to run.",
  fields: (t) => ({
    spec: t.field({ type: SpecInput, required: true, description: "Its definition." }),
    name: t.string({ description: "Instead of the name in the definition." }),
    cache: t.field({
      type: CachePolicyRef,
      defaultValue: "REUSE",
      description: "What becomes of results that are known already.",
    }),
    clonedFromId: t.id({ description: "Global id of the experiment that the definition is from." }),
    idempotencyKey: t.string({
      description:
        "8 to 100 printable ASCII characters; the same key with the same definition answers the " +
        "same experiment, so that a submit can be repeated safely.",
    }),
  }),
});

const SubmitPayloadRef = builder.objectRef<SubmitPayload>("ExperimentSubmitPayload").implement({
  description: "The experiment, or everything that is wrong with its definition.",
  fields: (t) => ({
    experiment: t.field({
      type: ExperimentRef,
      nullable: true,
      description: "The stored experiment; null if there are userErrors.",
      resolve: (payload) => payload.experiment,
    }),
    replayed: t.exposeBoolean("replayed", {
      description: "True if an earlier submit with the same idempotencyKey made it.",
    }),
    userErrors: t.field({
      type: [SpecErrorRef],
      description: "What is wrong; nothing was stored then.",
      resolve: (payload) => payload.userErrors,
    }),
  }),
});

const refused = (userErrors: readonly SpecError[]): SubmitPayload => ({
  experiment: null,
  replayed: false,
  userErrors,
});

const PRINTABLE_ASCII = /^[\x20-\x7e]{8,100}$/;
// The same characters as a name in a definition: no control or text-direction characters.
const NAME = /^[^\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]{1,120}$/u;

/** What is wrong with the arguments beside the definition. */
function argumentErrors(input: typeof SubmitInput.$inferInput): SpecError[] {
  const errors: SpecError[] = [];
  const { name, idempotencyKey: key } = input;
  if (key != null && !PRINTABLE_ASCII.test(key)) {
    const message = `idempotencyKey is 8 to 100 printable ASCII characters, got ${key.length}.`;
    errors.push(inputError("INVALID_IDEMPOTENCY_KEY", message, ["idempotencyKey"]));
  }
  if (name != null && !NAME.test(name)) {
    const message = "name is 1 to 120 characters, without control or text-direction characters.";
    errors.push(inputError("OUT_OF_RANGE", message, ["name"]));
  }
  return errors;
}

async function submit(
  input: typeof SubmitInput.$inferInput,
  { services, loaders }: ApiContext,
): Promise<SubmitPayload> {
  const wrong = argumentErrors(input);
  const parent = input.clonedFromId == null ? null : keyOf("Experiment", input.clonedFromId);
  const clonedFrom = parent === null ? null : await loaders.experiment.load(parent);
  if (input.clonedFromId != null && clonedFrom === null) {
    const message = "There is no experiment with the id in clonedFromId.";
    wrong.push(inputError("NOT_FOUND", message, ["clonedFromId"]));
  }
  const read = readSpec(input.spec);
  if (!read.ok) return refused([...wrong, ...read.userErrors]);
  if (wrong.length > 0) return refused(wrong);
  const name = input.name?.normalize("NFC") ?? read.definition.name;
  try {
    const { experimentId, replayed } = await submitExperiment(services.db, {
      expansion: expand({ ...read.definition, name }),
      definitionText: read.text,
      idempotencyKey: input.idempotencyKey ?? null,
      cachePolicy: input.cache ?? "REUSE",
      clonedFromId: clonedFrom?.id ?? null,
    });
    return { experiment: await loaders.experiment.load(experimentId), replayed, userErrors: [] };
  } catch (error) {
    if (!(error instanceof IdempotencyConflict)) throw error;
    const owner = encodeNodeId("Experiment", error.experimentId);
    const message = `This idempotencyKey was used for another definition, experiment ${owner}.`;
    return refused([inputError("IDEMPOTENCY_KEY_REUSED", message, ["idempotencyKey"])]);
  }
}

builder.mutationField("experimentSubmit", (t) =>
  t.field({
    type: SubmitPayloadRef,
    description: "Stores an experiment and has it run.",
    complexity: 100,
    args: { input: t.arg({ type: SubmitInput, required: true, description: "The experiment." }) },
    resolve: (_root, { input }, context) => submit(input, context),
  }),
);
