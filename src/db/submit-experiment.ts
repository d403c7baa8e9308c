/**
 * Accepts an experiment: everything or nothing, in one transaction. Once the caller has its id it is
 * stored with its runs, and its announcement to the queue waits in the outbox.
 */
import { contentHash } from "../experiment/digest.ts";
import type { Expansion } from "../experiment/expand.ts";
import type { Database, Transaction } from "./connect.ts";
import { appendEvents, type ExperimentEvent } from "./events.ts";
import { finishExperiment } from "./finish-experiment.ts";
import { claimIdempotencyKey } from "./idempotency-key.ts";
import { type CachePolicy, insertPoints, insertRuns } from "./insert-expansion.ts";
import { announce, rangesOf } from "./outbox.ts";
import { ServiceUnavailable, unitOfWork } from "./unit-of-work.ts";
import { uuidV7 } from "./uuid.ts";

export interface Submission {
  readonly expansion: Expansion;
  /** The text exactly as it was submitted. */
  readonly definitionText: string;
  /** The same key with the same definition answers the same experiment. */
  readonly idempotencyKey?: string | null;
  /** Default: REUSE. */
  readonly cachePolicy?: CachePolicy;
  /** Id of the experiment whose definition this one began with. */
  readonly clonedFromId?: string | null;
}

export interface Submitted {
  readonly experimentId: string;
  /** True if an earlier submit with this key made it. */
  readonly replayed: boolean;
}

/**
 * Throws IdempotencyConflict if the key was used for another definition, ServiceUnavailable if
 * Postgres cannot be reached; repeat the submit with the same key then, as nobody knows whether the
 * first one was stored.
 */
export async function submitExperiment(db: Database, submission: Submission): Promise<Submitted> {
  const experimentId = uuidV7();
  // Without a key from the client, a repeat after a lost race is still recognised by the id.
  const key = submission.idempotencyKey ?? `experiment:${experimentId}`;
  const requestHash = requestHashOf(submission);
  const submit = () =>
    unitOfWork(() =>
      db.$transaction(async (tx) => {
        const { owner, isNew } = await claimIdempotencyKey(tx, { key, requestHash, experimentId });
        if (isNew) await insertExperiment(tx, experimentId, submission);
        return { experimentId: owner, replayed: owner !== experimentId };
      }),
    );
  try {
    return await submit();
  } catch (error) {
    // The connection may have broken after Postgres stored everything: asking again tells.
    if (error instanceof ServiceUnavailable) return submit();
    throw error;
  }
}

function requestHashOf({ expansion, cachePolicy, clonedFromId }: Submission): string {
  const choices = [cachePolicy === "REFRESH" ? cachePolicy : null, clonedFromId ?? null];
  // Without choices, the hash is that of requests from before there were any.
  const isPlain = choices.every((choice) => choice === null);
  return contentHash([expansion.definitionHash, ...(isPlain ? [] : choices)]);
}

async function insertExperiment(
  tx: Transaction,
  id: string,
  { expansion, definitionText, cachePolicy = "REUSE", clonedFromId = null }: Submission,
): Promise<void> {
  const { definition, definitionHash, modelVersion, points, runs } = expansion;
  await tx.$executeRaw`
    insert into experiment (id, name, definition_text, definition, definition_hash, model_version,
                            runs_total, cache_policy, cloned_from_id)
    values (${id}::uuid, ${definition.name}, ${definitionText}, ${JSON.stringify(definition)}::jsonb,
            ${definitionHash}, ${modelVersion}, ${runs.length}, ${cachePolicy}, ${clonedFromId}::uuid)`;
  const pointIds = await insertPoints(tx, id, points);
  const cached = await insertRuns(tx, id, runs, pointIds, cachePolicy);
  await settleSubmitted(
    tx,
    id,
    runs.map(({ index }) => index),
    cached,
  );
}

/**
 * Counts what was known already; if that is everything, the experiment ends before it starts.
 * @param runs their indices.
 */
async function settleSubmitted(
  tx: Transaction,
  id: string,
  runs: readonly number[],
  cached: number,
): Promise<void> {
  const runsTotal = runs.length;
  const counters = {
    runsTotal,
    runsDone: cached,
    runsCached: cached,
    runsFailed: 0,
    runsCancelled: 0,
  };
  if (cached > 0) {
    await tx.$executeRaw`
      update experiment set runs_done = ${cached}, runs_cached = ${cached} where id = ${id}::uuid`;
  }
  const events: ExperimentEvent[] = [
    { kind: "STATE", state: "QUEUED", reasonCode: null, reasonMessage: null },
  ];
  if (cached > 0) events.push({ kind: "PROGRESS", ...counters, fraction: cached / runsTotal });
  await appendEvents(tx, id, events);
  if (cached === runsTotal) {
    await finishExperiment(tx, id, counters);
    return;
  }
  await announce(tx, rangesOf(id, runs));
}
