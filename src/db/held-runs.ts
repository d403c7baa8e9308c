/**
 * The fence. A worker names a run and the epoch under which it got it; only if the run is still
 * running under that epoch may it be changed. The rows stay locked until the transaction ends, and
 * are always locked in the order of their ids.
 */
import type { Transaction } from "./connect.ts";

export interface HeldRun {
  readonly id: string;
  readonly epoch: number;
}

export interface LockedRun extends HeldRun {
  readonly experimentId: string;
  readonly index: number;
  readonly starts: number;
}

/** Those of the runs that are still held; the others belong to somebody else by now. */
export function lockHeldRuns(tx: Transaction, runs: readonly HeldRun[]): Promise<LockedRun[]> {
  const ids = runs.map((run) => run.id);
  const epochs = runs.map((run) => run.epoch);
  return tx.$queryRaw<LockedRun[]>`
    select r.id, r.epoch, r.experiment_id as "experimentId", r."index", r.starts
      from run r
      join unnest(${ids}::uuid[], ${epochs}::int[]) as held(id, epoch)
        on held.id = r.id and held.epoch = r.epoch
     where r.state = 'RUNNING'
     order by r.id
       for update of r`;
}

/** Outcomes of an attempt, as stored. */
export type Outcome =
  | "SUCCEEDED"
  | "CACHED"
  | "FAILED"
  | "CRASHED"
  | "WORKER_LOST"
  | "GIVEN_BACK"
  | "CANCELLED";

/** Ends the attempts under which the runs were held. */
export async function endAttempts(
  tx: Transaction,
  runs: readonly HeldRun[],
  outcome: Outcome,
): Promise<void> {
  const ids = runs.map((run) => run.id);
  const epochs = runs.map((run) => run.epoch);
  const progress = outcome === "SUCCEEDED" ? 1 : 0; // else it stays where it was
  await tx.$executeRaw`
    update attempt a
       set ended_at = now(), outcome = ${outcome}, progress = greatest(a.progress, ${progress})
      from unnest(${ids}::uuid[], ${epochs}::int[]) as held(id, epoch)
     where a.run_id = held.id and a.epoch = held.epoch`;
}
