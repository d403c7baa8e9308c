/** What may be done with an experiment: cancel, pause, resume, fill in what is missing. */
import { type Cancelled, cancelExperiment } from "../../db/cancel-experiment.ts";
import { fillMissing, MISSING_KINDS } from "../../db/fill-missing.ts";
import { pauseExperiment, resumeExperiment } from "../../db/pause-experiment.ts";
import type { Db, StoredExperiment } from "../../db/read/stored.ts";
import { builder } from "../builder.ts";
import { type ApiContext, renewLoaders } from "../context.ts";
import { keyOf } from "../node/node-id.ts";
import {
  type ActionError,
  ActionErrorRef,
  isActionError,
  notFound,
  orRefusal,
} from "./action-error.ts";
import { ExperimentRef } from "./experiment.ts";

interface Payload<Outcome> {
  /** As it is now; null if there is none. */
  readonly experiment: StoredExperiment | null;
  /** Null if there are userErrors. */
  readonly outcome: Outcome | null;
  readonly userErrors: readonly ActionError[];
}

/** Does it, and reads the experiment as it is then. */
async function act<Outcome>(
  globalId: string,
  context: ApiContext,
  action: (db: Db, id: string) => Promise<Outcome>,
): Promise<Payload<Outcome>> {
  const id = keyOf("Experiment", globalId);
  if (id === null) return { experiment: null, outcome: null, userErrors: [notFound] };
  const outcome = await orRefusal(action(context.services.db, id));
  renewLoaders(context);
  const experiment = await context.loaders.experiment.load(id);
  return isActionError(outcome)
    ? { experiment, outcome: null, userErrors: [outcome] }
    : { experiment, outcome, userErrors: [] };
}

/** A payload type: the experiment, what became of it, and why it was refused. */
function payloadRef<Outcome>(
  name: string,
  description: string,
  counts: Readonly<Record<string, readonly [count: (outcome: Outcome) => number, text: string]>>,
) {
  return builder.objectRef<Payload<Outcome>>(name).implement({
    description,
    fields: (t) => ({
      experiment: t.field({
        type: ExperimentRef,
        nullable: true,
        description: "The experiment as it is now; null if there is none.",
        resolve: (payload) => payload.experiment,
      }),
      ...Object.fromEntries(
        Object.entries(counts).map(([field, [count, text]]) => [
          field,
          t.int({
            description: text,
            resolve: ({ outcome }) => (outcome === null ? 0 : count(outcome)),
          }),
        ]),
      ),
      userErrors: t.field({
        type: [ActionErrorRef],
        description: "Why it was refused; nothing was changed then.",
        resolve: (payload) => payload.userErrors,
      }),
    }),
  });
}

const idArg = { required: true, description: "Global id of an experiment." } as const;

const CancelPayloadRef = payloadRef<Cancelled>(
  "ExperimentCancelPayload",
  "What a cancel stopped, and what it left.",
  {
    runsStopped: [
      (c) => c.runsStopped,
      "Runs under way, which are stopped within seconds; one that ends first keeps its result.",
    ],
    runsDropped: [(c) => c.runsDropped, "Runs that waited and will not start."],
    runsFinished: [(c) => c.runsFinished, "Runs that had ended; their results stay."],
  },
);

builder.mutationField("experimentCancel", (t) =>
  t.field({
    type: CancelPayloadRef,
    description:
      "Stops an experiment for good; results stay, and filling in computes the rest after all. " +
      "Cancelling again changes nothing and answers the same.",
    complexity: 50,
    args: { id: t.arg.id(idArg) },
    resolve: (_root, { id }, context) => act(id, context, cancelExperiment),
  }),
);

const PausePayloadRef = payloadRef<void>("ExperimentPausePayload", "A paused experiment.", {});

builder.mutationField("experimentPause", (t) =>
  t.field({
    type: PausePayloadRef,
    description: "Starts no more runs of an experiment; those under way may end.",
    complexity: 50,
    args: { id: t.arg.id(idArg) },
    resolve: (_root, { id }, context) => act(id, context, pauseExperiment),
  }),
);

const ResumePayloadRef = payloadRef<void>("ExperimentResumePayload", "A resumed experiment.", {});

builder.mutationField("experimentResume", (t) =>
  t.field({
    type: ResumePayloadRef,
    description: "Lets a paused experiment go on.",
    complexity: 50,
    args: { id: t.arg.id(idArg) },
    resolve: (_root, { id }, context) => act(id, context, resumeExperiment),
  }),
);

const MissingKindRef = builder.enumType("MissingKind", {
  description: "Why a run has no result.",
  values: {
    FAILED: { description: "It failed." },
    CANCELLED: { description: "It was stopped, or not started, by a cancel." },
    DELETED: { description: "It succeeded, but its result was deleted." },
  } satisfies Record<(typeof MISSING_KINDS)[number], object>,
});

const FillMissingInput = builder.inputType("FillMissingInput", {
  description: "What to fill in.",
  fields: (t) => ({
    kinds: t.field({
      type: [MissingKindRef],
      required: true,
      defaultValue: [...MISSING_KINDS],
      description: "Only runs that are missing for one of these reasons; FAILED alone retries.",
    }),
  }),
});

const FillMissingPayloadRef = payloadRef<number>(
  "ExperimentFillMissingPayload",
  "What is computed again.",
  { runsAdded: [(runs) => runs, "Runs that wait for a worker again; 0 if nothing was missing."] },
);

builder.mutationField("experimentFillMissing", (t) =>
  t.field({
    type: FillMissingPayloadRef,
    description:
      "Has the runs computed that have no result, and only those. An experiment that was complete " +
      "must end with the digest it had, or it fails as DIGEST_CHANGED.",
    complexity: 50,
    args: {
      id: t.arg.id(idArg),
      input: t.arg({ type: FillMissingInput, description: "Default: everything that is missing." }),
    },
    resolve: (_root, { id, input }, context) =>
      act(id, context, (db, key) => fillMissing(db, key, input?.kinds ?? MISSING_KINDS)),
  }),
);
