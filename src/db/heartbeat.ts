/**
 * A worker says that it lives: its leases are prolonged, and how far its runs have come becomes
 * visible. The answer tells which runs it still holds; it must stop computing the others at once.
 */
import type { Database, Transaction } from "./connect.ts";
import { appendEvents, type Progress } from "./events.ts";
import type { ExperimentState } from "./lifecycle.ts";
import type { HeldRun } from "./held-runs.ts";
import { lockHeldRuns } from "./held-runs.ts";
import { unitOfWork } from "./unit-of-work.ts";

export interface RunningRun extends HeldRun {
  /** Share of the simulated time that is done, 0 to 1. */
  readonly progress: number;
}

/** Ids of runs. */
export interface Heard {
  /** Still held by the worker that asks. */
  readonly held: ReadonlySet<string>;
  /** Of those: runs of experiments that are being cancelled, to be stopped and given back. */
  readonly cancelled: ReadonlySet<string>;
}

export async function heartbeat(
  db: Database,
  runs: readonly RunningRun[],
  leaseSeconds: number,
): Promise<Heard> {
  if (runs.length === 0) return { held: new Set(), cancelled: new Set() };
  return unitOfWork(() =>
    db.$transaction(async (tx) => {
      const held = await lockHeldRuns(tx, runs);
      await renewLeases(tx, runs, new Set(held.map((run) => run.id)), leaseSeconds);
      const experiments = [...new Set(held.map((run) => run.experimentId))].sort();
      const cancelling = new Set<string>();
      for (const id of experiments) {
        if ((await reportProgress(tx, id)) === "CANCELLING") cancelling.add(id);
      }
      const cancelled = held.filter((run) => cancelling.has(run.experimentId));
      return {
        held: new Set(held.map((run) => run.id)),
        cancelled: new Set(cancelled.map((run) => run.id)),
      };
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

type Reported = Progress & { readonly state: ExperimentState; readonly isDue: boolean };

/** Counts the finished parts of all runs that are under way, by whatever worker; answers the state. */
async function reportProgress(
  tx: Transaction,
  experimentId: string,
): Promise<ExperimentState | undefined> {
  const rows = await tx.$queryRaw<Reported[]>`
    select e.state::text, e.runs_total as "runsTotal", e.runs_done as "runsDone", e.runs_cached as "runsCached",
           e.runs_failed as "runsFailed", e.runs_cancelled as "runsCancelled",
           least(1, (e.runs_done + e.runs_failed + coalesce(
             (select sum(a.progress) from run r join attempt a on a.run_id = r.id and a.epoch = r.epoch
               where r.experiment_id = e.id and r.state = 'RUNNING'), 0)) / e.runs_total)::float8
             as fraction,
           coalesce(e.progress_at < now() - interval '500 ms', true) as "isDue"
      from experiment e
     where e.id = ${experimentId}::uuid
       for update`;
  const [row] = rows;
  if (row === undefined) return undefined;
  const { state, isDue, ...progress } = row;
  if (isDue) await appendEvents(tx, experimentId, [{ kind: "PROGRESS", ...progress }]);
  return state;
}
