/**
 * Puts right what no single process can: leases of dead workers, announcements that were lost with
 * the queue, experiments that nobody ended. Any number of workers may do this at once.
 */
import type { Database, Transaction } from "./connect.ts";
import { MAX_STARTS, markFailed, type RunFailure } from "./fail-run.ts";
import { finishExperiment } from "./finish-experiment.ts";
import { endAttempts, type LockedRun } from "./held-runs.ts";
import { recountRuns } from "./count-runs.ts";
import { announce } from "./outbox.ts";
import { pauseIfIdle } from "./pause-if-idle.ts";
import { releaseRuns } from "./release-runs.ts";
import { settleRuns } from "./settle-runs.ts";
import { unitOfWork } from "./unit-of-work.ts";

export interface Reconciled {
  /** Runs taken back from workers that went silent, to be computed again. */
  readonly takenBack: number;
  /** Of those, the ones that were started too often and failed instead. */
  readonly givenUp: number;
  /** Experiments whose waiting runs were announced again. */
  readonly announced: number;
  /** Experiments that were complete, but not ended. */
  readonly finished: number;
}

const BATCH = 500;
/** Waiting runs are announced again after this long. */
const ANNOUNCE_AGAIN_SECONDS = 15;

const LOST: RunFailure = {
  code: "WORKER_LOST",
  message: `Its worker went silent ${MAX_STARTS} times while computing it.`,
  mayRetry: false,
};

export async function reconcile(db: Database): Promise<Reconciled> {
  const expired = await unitOfWork(() => db.$transaction(takeBackExpired));
  const announced = await unitOfWork(() => db.$transaction(announceAgain));
  const finished = await unitOfWork(() => db.$transaction(finishOverlooked));
  await unitOfWork(() => db.$transaction(pauseOverlooked));
  return { ...expired, announced, finished };
}

async function takeBackExpired(tx: Transaction): Promise<{ takenBack: number; givenUp: number }> {
  const expired = await tx.$queryRaw<LockedRun[]>`
    select r.id, r.epoch, r.experiment_id as "experimentId", r."index", r.starts
      from run r
     where r.state = 'RUNNING' and r.lease_until < now()
     order by r.id
     limit ${BATCH}
       for update skip locked`;
  if (expired.length === 0) return { takenBack: 0, givenUp: 0 };
  const hopeless = expired.filter((run) => run.starts >= MAX_STARTS);
  const again = await releaseRuns(
    tx,
    expired.filter((run) => run.starts < MAX_STARTS),
    "WORKER_LOST",
  );
  await endAttempts(tx, hopeless, "WORKER_LOST");
  for (const run of hopeless) await markFailed(tx, run.id, LOST);
  await settleRuns(
    tx,
    hopeless.map((run) => ({ ...run, state: "FAILED", cached: false })),
  );
  // Tell the queue at once: only workers that happen to poll would see them otherwise.
  const experiments = [...new Set(again.map((run) => run.experimentId))];
  await touchAnnounced(tx, experiments);
  return { takenBack: again.length, givenUp: hopeless.length };
}

async function announceAgain(tx: Transaction): Promise<number> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select e.id
      from experiment e
     where e.state in ('QUEUED', 'RUNNING')
       and e.announced_at < now() - ${ANNOUNCE_AGAIN_SECONDS} * interval '1 second'
       and exists (select from run r where r.experiment_id = e.id and r.state = 'QUEUED')
       and not exists (select from outbox o where o.payload ->> 'experimentId' = e.id::text)
     order by e.id
     limit ${BATCH}
       for update skip locked`;
  await touchAnnounced(
    tx,
    rows.map((row) => row.id),
  );
  return rows.length;
}

/** The whole experiment as one range: the queue then holds at most one such message of it. */
async function touchAnnounced(tx: Transaction, experiments: readonly string[]): Promise<void> {
  if (experiments.length === 0) return;
  const rows = await tx.$queryRaw<{ id: string; runsTotal: number }[]>`
    update experiment set announced_at = now() where id = any(${[...experiments]}::uuid[])
    returning id, runs_total as "runsTotal"`;
  await announce(
    tx,
    rows.map((row) => ({ experimentId: row.id, firstRun: 0, lastRun: row.runsTotal - 1 })),
  );
}

/** A safety net: the transaction that ends the last run also ends its experiment. */
async function finishOverlooked(tx: Transaction): Promise<number> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select e.id
      from experiment e
     where e.state in ('QUEUED', 'RUNNING', 'PAUSING', 'PAUSED', 'CANCELLING')
       and not exists (select from run r where r.experiment_id = e.id and r.state in ('QUEUED', 'RUNNING'))
     order by e.id
     limit ${BATCH}
       for update skip locked`;
  for (const { id } of rows) await finishExperiment(tx, id, await recountRuns(tx, id));
  return rows.length;
}

/** Another one: the transaction that takes the last run from its worker also pauses its experiment. */
async function pauseOverlooked(tx: Transaction): Promise<void> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select e.id
      from experiment e
     where e.state = 'PAUSING'
     order by e.id
     limit ${BATCH}
       for update skip locked`;
  for (const { id } of rows) await pauseIfIdle(tx, id);
}
