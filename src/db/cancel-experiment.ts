/**
 * Cancels an experiment: waiting runs will not start, those under way are stopped by their workers,
 * who learn of it with their next heartbeat. What has finished stays. Runs are locked before the
 * experiment, as everywhere, so a commit under way is waited for and counts.
 */
import type { Database, Transaction } from "./connect.ts";
import { appendEvents } from "./events.ts";
import { finishExperiment } from "./finish-experiment.ts";
import { lockForAction, setState } from "./locked-experiment.ts";
import { unitOfWork } from "./unit-of-work.ts";

export interface Cancelled {
  /** Runs under way, stopped or about to be; one that finishes first keeps its result. */
  readonly runsStopped: number;
  /** Waiting runs, which will not start. */
  readonly runsDropped: number;
  /** Runs that have ended by themselves. */
  readonly runsFinished: number;
}

/** Cancelling twice is the same as once. Throws ActionRefused. */
export function cancelExperiment(db: Database, id: string): Promise<Cancelled> {
  return unitOfWork(() =>
    db.$transaction(async (tx) => {
      await lockOpenRuns(tx, id);
      const experiment = await lockForAction(tx, id, "CANCEL");
      if (experiment.next !== experiment.state) {
        const dropped = await dropWaiting(tx, id);
        const runsCancelled = experiment.runsCancelled + dropped;
        await tx.$executeRaw`
          update experiment set runs_cancelled = ${runsCancelled} where id = ${id}::uuid`;
        if (await isIdle(tx, id)) await finishExperiment(tx, id, { ...experiment, runsCancelled });
        else {
          await setState(tx, id, "CANCELLING");
          const event = { kind: "STATE", state: "CANCELLING" } as const;
          await appendEvents(tx, id, [{ ...event, reasonCode: null, reasonMessage: null }]);
        }
      }
      return countCancelled(tx, id);
    }),
  );
}

async function lockOpenRuns(tx: Transaction, id: string): Promise<void> {
  await tx.$queryRaw`
    with open as (
      select r.id from run r
       where r.experiment_id = ${id}::uuid and r.state in ('QUEUED', 'RUNNING')
       order by r.id
         for update
    )
    select count(*)::int from open`;
}

function dropWaiting(tx: Transaction, id: string): Promise<number> {
  return tx.$executeRaw`
    update run set state = 'CANCELLED', finished_at = now()
     where experiment_id = ${id}::uuid and state = 'QUEUED'`;
}

async function isIdle(tx: Transaction, id: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ isIdle: boolean }[]>`
    select not exists (
      select from run where experiment_id = ${id}::uuid and state = 'RUNNING') as "isIdle"`;
  return row?.isIdle ?? true;
}

/** From the rows, so that asking again answers the same. */
async function countCancelled(tx: Transaction, id: string): Promise<Cancelled> {
  const [counted] = await tx.$queryRaw<Cancelled[]>`
    select (count(*) filter (where r.state = 'RUNNING' or was_stopped))::int as "runsStopped",
           (count(*) filter (where r.state = 'CANCELLED' and not was_stopped))::int as "runsDropped",
           (count(*) filter (where r.state in ('SUCCEEDED', 'FAILED')))::int as "runsFinished"
      from run r
     cross join lateral (
             select r.state = 'CANCELLED' and exists (
               select from attempt a where a.run_id = r.id and a.epoch = r.epoch
                  and a.ended_at = r.finished_at) as was_stopped) stopping
     where r.experiment_id = ${id}::uuid`;
  if (counted === undefined) throw new Error("count returned no row");
  return counted;
}
