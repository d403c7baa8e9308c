/** The subscription to what happens to an experiment. */
import { builder } from "../builder.ts";
import { type ApiContext, renewLoaders } from "../context.ts";
import { ApiError, badInput } from "../errors.ts";
import { keyOf } from "../node/node-id.ts";
import { RunRef } from "../run/run.ts";
import { ExperimentState, StateReasonRef } from "./experiment.ts";
import { ProgressRef } from "./progress.ts";
import { type ExperimentEvent, watchExperiment } from "./watch.ts";

type EventOf<Kind extends ExperimentEvent["kind"]> = Extract<ExperimentEvent, { kind: Kind }>;

const SEQ = "Position among the events of the experiment; resume with afterSeq.";
const AT = "When it happened.";

const ProgressEventRef = builder.objectRef<EventOf<"PROGRESS">>("ProgressEvent").implement({
  description: "How far the experiment is; at most two a second.",
  fields: (t) => ({
    seq: t.expose("seq", { type: "BigInt", description: SEQ }),
    at: t.expose("at", { type: "DateTime", description: AT }),
    progress: t.field({
      type: ProgressRef,
      description: "How far it is.",
      resolve: (event) => event.experiment,
    }),
  }),
});

const StateEventRef = builder.objectRef<EventOf<"STATE">>("StateEvent").implement({
  description: "The experiment has this state now.",
  fields: (t) => ({
    seq: t.expose("seq", { type: "BigInt", description: SEQ }),
    at: t.expose("at", { type: "DateTime", description: AT }),
    state: t.field({
      type: ExperimentState,
      description: "Its state.",
      resolve: (event) => event.state,
    }),
    reason: t.field({
      type: StateReasonRef,
      nullable: true,
      description: "Why; null while all is well.",
      resolve: (event) => event.reason,
    }),
  }),
});

const RunFinishedEventRef = builder
  .objectRef<EventOf<"RUN_FINISHED">>("RunFinishedEvent")
  .implement({
    description: "A run has succeeded or failed.",
    fields: (t) => ({
      seq: t.expose("seq", { type: "BigInt", description: SEQ }),
      at: t.expose("at", { type: "DateTime", description: AT }),
      run: t.field({
        type: RunRef,
        description: "The run.",
        resolve: async (event, _args, { loaders }) => {
          const run = await loaders.run.load(event.runId);
          if (run === null) throw new Error(`run ${event.runId} of an event has disappeared`);
          return run;
        },
      }),
    }),
  });

const TYPE_NAMES = {
  PROGRESS: "ProgressEvent",
  STATE: "StateEvent",
  RUN_FINISHED: "RunFinishedEvent",
} as const satisfies Record<ExperimentEvent["kind"], string>;

const ExperimentEventRef = builder.unionType("ExperimentEvent", {
  description: "Something that happened to an experiment.",
  types: [ProgressEventRef, StateEventRef, RunFinishedEventRef],
  resolveType: (event) => TYPE_NAMES[event.kind],
});

/** Checked before the stream begins, so that mistakes come back as errors and not as its end. */
async function subscribe(
  id: string,
  afterSeq: bigint | null,
  context: ApiContext,
): Promise<AsyncGenerator<ExperimentEvent>> {
  if (afterSeq !== null && (afterSeq < 0n || afterSeq >= 2n ** 63n)) {
    throw badInput("afterSeq must be 0 or the seq of an event.");
  }
  const { feed } = context.services;
  const experimentId = keyOf("Experiment", id);
  const experiment = experimentId === null ? null : await feed.experiment(experimentId);
  if (experiment === null) throw new ApiError("NOT_FOUND", "There is no such experiment.");
  const gone = new AbortController();
  const watch = watchExperiment({
    feed,
    experimentId: experiment.id,
    afterSeq,
    signal: gone.signal,
  });
  return closing(fresh(watch, context), gone);
}

/** Each event is answered from what is stored when it is told. */
async function* fresh(events: AsyncGenerator<ExperimentEvent>, context: ApiContext) {
  for await (const event of events) {
    renewLoaders(context);
    yield event;
  }
}

/**
 * Ends the waiting of a generator at once when its consumer leaves: `return` alone would queue
 * behind the event that it waits for.
 */
function closing<Event>(
  events: AsyncGenerator<Event>,
  gone: AbortController,
): AsyncGenerator<Event> {
  const end = events.return.bind(events);
  events.return = async (value) => {
    gone.abort();
    return end(value);
  };
  return events;
}

builder.subscriptionField("experimentEvents", (t) =>
  t.field({
    type: ExperimentEventRef,
    description:
      "First a snapshot, a StateEvent and a ProgressEvent, then what happens, in order of seq. " +
      "Ends after the experiment has ended.",
    args: {
      id: t.arg.id({ required: true, description: "Global id of an experiment." }),
      afterSeq: t.arg({
        type: "BigInt",
        description: "Tell again what happened after this seq; without it, only what is to come.",
      }),
    },
    subscribe: (_root, { id, afterSeq }, context) => subscribe(id, afterSeq ?? null, context),
    resolve: (event) => event,
  }),
);
