/**
 * Gives waiting runs to a worker: a lease by Postgres' clock, and an epoch that every later write
 * must name. Starts are counted here, before anything can go wrong, so that a crash loop is bounded
 * even if nobody lives to report it. A run whose result appeared in the meantime ends at once.
 */
import type { RunPlan } from "../experiment/plan.ts";
import type { Database, Transaction } from "./connect.ts";
import { appendEvents } from "./events.ts";
import { type ExperimentState, isClaimable } from "./lifecycle.ts";
import { settleRuns } from "./settle-runs.ts";
import { unitOfWork } from "./unit-of-work.ts";

export interface ClaimRequest {
  readonly workerId: string;
  /** The physics this worker has: it computes nothing else. */
  readonly modelVersion: string;
  readonly limit: number;
  readonly leaseSeconds: number;
}

/** A run in a worker's hands. */
export interface ClaimedRun {
  readonly id: string;
  readonly experimentId: string;
  readonly index: number;
  readonly epoch: number;
  /** Times it was started, this one included. */
  readonly starts: number;
  readonly contentKey: string;
  readonly plan: RunPlan;
}

interface ClaimedRow extends ClaimedRun {
  readonly isKnown: boolean;
}

/** Runs to compute. `settled` others were claimed too and ended from the cache. */
export interface Claim {
  readonly runs: readonly ClaimedRun[];
  readonly settled: number;
}

/** The experiment was paused or cancelled while we took its runs: the claim is undone. */
class Withdrawn extends Error {}

export async function claimRuns(db: Database, request: ClaimRequest): Promise<Claim> {
  for (;;) {
    try {
      return await unitOfWork(() => db.$transaction((tx) => claimIn(tx, request)));
    } catch (error) {
      if (!(error instanceof Withdrawn)) throw error; // else: others may have work
    }
  }
}

async function claimIn(tx: Transaction, request: ClaimRequest): Promise<Claim> {
  const rows = await claimRows(tx, request);
  await markStarted(tx, rows);
  const known = rows.filter((row) => row.isKnown);
  if (known.length > 0) await settleKnown(tx, known);
  return { runs: rows.filter((row) => !row.isKnown), settled: known.length };
}

/**
 * Fairness: the experiment with the fewest running runs is served first, then the oldest; within
 * it, runs in their order.
 */
function claimRows(tx: Transaction, request: ClaimRequest): Promise<ClaimedRow[]> {
  const { workerId, modelVersion, limit, leaseSeconds } = request;
  return tx.$queryRaw<ClaimedRow[]>`
    with chosen as (
      select e.id, e.cache_policy
        from experiment e
       where e.state in ('QUEUED', 'RUNNING') and e.model_version = ${modelVersion}
         and exists (select from run r where r.experiment_id = e.id and r.state = 'QUEUED')
       order by (select count(*) from run r where r.experiment_id = e.id and r.state = 'RUNNING'),
                e.number
       limit 1
    ), candidate as (
      select r.id
        from run r join chosen on chosen.id = r.experiment_id
       where r.state = 'QUEUED'
       order by r."index"
       limit ${limit}
         for update of r skip locked
    ), claimed as (
      update run r
         set state = 'RUNNING', epoch = r.epoch + 1, starts = r.starts + 1,
             lease_owner = ${workerId}, lease_until = now() + ${leaseSeconds} * interval '1 second'
        from candidate
       where r.id = candidate.id
      returning r.id, r.experiment_id, r."index", r.epoch, r.starts, r.content_key, r.plan
    ), attempted as (
      insert into attempt (run_id, epoch, worker_id) select id, epoch, ${workerId} from claimed
    )
    select c.id, c.experiment_id as "experimentId", c."index", c.epoch, c.starts,
           c.content_key as "contentKey", c.plan,
           known.content_key is not null and chosen.cache_policy <> 'REFRESH' as "isKnown"
      from claimed c
      join chosen on chosen.id = c.experiment_id
      left join result known on known.content_key = c.content_key
     order by c."index"`;
}

/**
 * The first claim starts the experiment. Its state was read before its runs were locked, so it is
 * read again under its own lock, which it keeps until the claim is stored: after a pause was
 * answered, no run starts.
 */
async function markStarted(tx: Transaction, rows: readonly ClaimedRow[]): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const [experiment] = await tx.$queryRaw<{ state: ExperimentState }[]>`
    select state::text from experiment where id = ${first.experimentId}::uuid for no key update`;
  if (experiment === undefined || !isClaimable(experiment.state)) throw new Withdrawn();
  if (experiment.state === "RUNNING") return;
  await tx.$executeRaw`
    update experiment set state = 'RUNNING', started_at = coalesce(started_at, now())
     where id = ${first.experimentId}::uuid`;
  await appendEvents(tx, first.experimentId, [
    { kind: "STATE", state: "RUNNING", reasonCode: null, reasonMessage: null },
  ]);
}

async function settleKnown(tx: Transaction, known: readonly ClaimedRow[]): Promise<void> {
  const ids = known.map((run) => run.id);
  await tx.$executeRaw`
    with ended as (
      update run set state = 'SUCCEEDED', cached = true, finished_at = now(),
                     lease_owner = null, lease_until = null
       where id = any(${ids}::uuid[])
      returning id, epoch
    )
    update attempt a set ended_at = now(), outcome = 'CACHED', progress = 1
      from ended where a.run_id = ended.id and a.epoch = ended.epoch`;
  await settleRuns(
    tx,
    known.map((run) => ({ ...run, state: "SUCCEEDED", cached: true })),
  );
}
