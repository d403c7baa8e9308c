/** Runs, one point with one seed each, and their attempts. */
import type { StoredAttempt, StoredRun } from "../../db/read/stored.ts";
import { builder } from "../builder.ts";
import type { ApiContext } from "../context.ts";

const RunState = builder.enumType("RunState", {
  description: "Where a run stands.",
  values: {
    QUEUED: { description: "Waiting for a worker." },
    RUNNING: { description: "A worker is executing it." },
    SUCCEEDED: { description: "It has a result." },
    FAILED: { description: "It ended without a result; errorCode says why." },
    CANCELLED: { description: "It was stopped, or will not start." },
  },
});

const AttemptRef = builder.objectRef<StoredAttempt>("Attempt").implement({
  description: "One execution of a run by one worker.",
  fields: (t) => ({
    number: t.exposeInt("epoch", { description: "Counted from 1." }),
    workerId: t.exposeString("workerId", { description: "Who executed it." }),
    startedAt: t.expose("startedAt", { type: "DateTime", description: "When it started." }),
    heartbeatAt: t.expose("heartbeatAt", {
      type: "DateTime",
      nullable: true,
      description: "Last sign of life of its worker.",
    }),
    endedAt: t.expose("endedAt", {
      type: "DateTime",
      nullable: true,
      description: "When it ended; null while it is being executed.",
    }),
    outcome: t.exposeString("outcome", {
      nullable: true,
      description:
        "SUCCEEDED, CACHED, FAILED, CRASHED, WORKER_LOST, GIVEN_BACK or CANCELLED; null while being " +
        "executed.",
    }),
  }),
});

/** A failed run may share its content key with a later success; its own answer stays "none". */
export async function resultOf(run: StoredRun, { loaders }: ApiContext) {
  return run.state === "SUCCEEDED" ? loaders.result.load(run.contentKey) : null;
}

const RunBase = builder.objectRef<StoredRun>("Run");
export const RunRef = builder.node(RunBase, {
  name: "Run",
  description: "One point with one seed.",
  id: { resolve: (run) => run.id, description: "Opaque global id." },
  loadManyWithoutCache: (ids: string[], { loaders }) =>
    Promise.all(ids.map((id) => loaders.run.load(id))),
  fields: (t) => ({
    index: t.exposeInt("index", { description: "Position in the experiment, from 0." }),
    replication: t.exposeInt("replication", { description: "Replication of its point, from 0." }),
    seed: t.field({
      type: "BigInt",
      description: "Root of its random streams; with the replication it names them all.",
      resolve: (run) => run.plan.rootSeed,
    }),
    state: t.field({
      type: RunState,
      description: "Where it stands.",
      resolve: (run) => run.state,
    }),
    cached: t.exposeBoolean("cached", {
      description: "True if its result was already known and it was never executed.",
    }),
    contentKey: t.exposeString("contentKey", {
      description: "SHA-256 of its plan, seed and model version: the key of its result.",
    }),
    digest: t.string({
      nullable: true,
      description: "SHA-256 of its record; null until it has succeeded.",
      resolve: async (run, _args, context) => (await resultOf(run, context))?.digest ?? null,
    }),
    errorCode: t.exposeString("errorCode", { nullable: true, description: "Why it failed." }),
    errorMessage: t.exposeString("errorMessage", {
      nullable: true,
      description: "Why it failed, as a sentence.",
    }),
    attempts: t.field({
      type: [AttemptRef],
      description: "Its executions, the first one first. None if its result was known before.",
      resolve: (run, _args, { loaders }) => loaders.attemptsOf.load(run.id),
    }),
    wallTimeMs: t.float({
      nullable: true,
      description: "Wall time of the computation of its result, ms.",
      resolve: async (run, _args, context) => (await resultOf(run, context))?.wallMs ?? null,
    }),
    simulatedTimeUs: t.float({
      nullable: true,
      description: "Simulated time, warm-up included, microseconds.",
      resolve: ({ plan }) => (plan.warmupPs + plan.measurePs) / 1e6,
    }),
    finishedAt: t.expose("finishedAt", {
      type: "DateTime",
      nullable: true,
      description: "When it succeeded, failed or was cancelled.",
    }),
  }),
});
