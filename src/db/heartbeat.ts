/**
 * A worker says that it lives: its leases are prolonged, and how far its runs have come becomes
 * visible. The answer tells which runs it still holds; it must stop computing the others at once.
 */
import type { Database, Transaction } from "./connect.ts";
import { appendEvents, type Progress } from "./events.ts";
import type { HeldRun } from "./held-runs.ts";
import { lockHeldRuns } from "./held-runs.ts";
import { unitOfWork } from "./unit-of-work.ts";

export interface RunningRun extends HeldRun {
  /** Share of the simulated time that is done, 0 to 1. */
  readonly progress: number;
}

/** Ids of the runs that are still held. */
export async function heartbeat(
  db: Database,
  runs: readonly RunningRun[],
  leaseSeconds: number,
): Promise<ReadonlySet<string>> {
  if (runs.length === 0) return new Set();
  return unitOfWork(() =>
    db.$transaction(async (tx) => {
      const held = await lockHeldRuns(tx, runs);
      await renewLeases(tx, runs, new Set(held.map((run) => run.id)), leaseSeconds);
      const experiments = [...new Set(held.map((run) => run.experimentId))].sort();
      for (const id of experiments) await reportProgress(tx, id);
      return new Set(held.map((run) => run.id));
    }),
  );
}

async function renewLeases(
  tx: Transaction,
  runs: readonly RunningRun[],
  held: ReadonlySet<string>,
  leaseSeconds: number,
): Promise<void> {
  const ours = runs.filter((run) => held.has(run.id));
  const ids = ours.map((run) => run.id);
  const epochs = ours.map((run) => run.epoch);
  const progress = ours.map((run) => run.progress);
  await tx.$executeRaw`
    with ours as (
      select * from unnest(${ids}::uuid[], ${epochs}::int[], ${progress}::float8[])
                    as o(id, epoch, progress)
    ), renewed as (
      update run set lease_until = now() + ${leaseSeconds} * interval '1 second'
        from ours where run.id = ours.id
    )
    update attempt a set heartbeat_at = now(), progress = ours.progress
      from ours where a.run_id = ours.id and a.epoch = ours.epoch`;
}

/** Counts the finished parts of all runs that are under way, by whatever worker. */
async function reportProgress(tx: Transaction, experimentId: string): Promise<void> {
  const rows = await tx.$queryRaw<(Progress & { isDue: boolean })[]>`
    select e.runs_total as "runsTotal", e.runs_done as "runsDone", e.runs_cached as "runsCached",
           e.runs_failed as "runsFailed",
           least(1, (e.runs_done + e.runs_failed + coalesce(
             (select sum(a.progress) from run r join attempt a on a.run_id = r.id and a.epoch = r.epoch
               where r.experiment_id = e.id and r.state = 'RUNNING'), 0)) / e.runs_total)::float8
             as fraction,
           coalesce(e.progress_at < now() - interval '500 ms', true) as "isDue"
      from experiment e
     where e.id = ${experimentId}::uuid
       for update`;
  const [row] = rows;
  if (row === undefined || !row.isDue) return;
  const { runsTotal, runsDone, runsCached, runsFailed, fraction } = row;
  await appendEvents(tx, experimentId, [
    { kind: "PROGRESS", runsTotal, runsDone, runsCached, runsFailed, fraction },
  ]);
}
