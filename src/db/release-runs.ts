/**
 * Runs that leave their worker without having ended wait again; those of an experiment that is being
 * cancelled end. The caller has locked them, and a cancel locks every run before it changes the
 * experiment, so one of the two sees the other.
 */
import type { Transaction } from "./connect.ts";
import { endAttempts, type LockedRun } from "./held-runs.ts";
import { settleReleased } from "./settle-released.ts";

/** GIVEN_BACK: by a worker that did not compute it; its start is not counted. */
export type ReleaseOutcome = "GIVEN_BACK" | "CRASHED" | "WORKER_LOST";

/** Those that wait again. */
export async function releaseRuns(
  tx: Transaction,
  runs: readonly LockedRun[],
  outcome: ReleaseOutcome,
): Promise<readonly LockedRun[]> {
  if (runs.length === 0) return [];
  const ids = runs.map((run) => run.id);
  const uncounted = outcome === "GIVEN_BACK" ? 1 : 0;
  const rows = await tx.$queryRaw<{ id: string; isCancelled: boolean }[]>`
    update run r
       set state = (case e.state when 'CANCELLING' then 'CANCELLED' else 'QUEUED' end)::"RunState",
           finished_at = case e.state when 'CANCELLING' then now() end,
           starts = r.starts - ${uncounted}::int, lease_owner = null, lease_until = null
      from experiment e
     where e.id = r.experiment_id and r.id = any(${ids}::uuid[])
    returning r.id, r.state = 'CANCELLED' as "isCancelled"`;
  const cancelledIds = new Set(rows.filter((row) => row.isCancelled).map((row) => row.id));
  const cancelled = runs.filter((run) => cancelledIds.has(run.id));
  const waiting = runs.filter((run) => !cancelledIds.has(run.id));
  if (waiting.length > 0) await endAttempts(tx, waiting, outcome);
  const reason = outcome === "GIVEN_BACK" ? "CANCELLED" : outcome;
  if (cancelled.length > 0) await endAttempts(tx, cancelled, reason);
  await settleReleased(tx, runs, cancelledIds);
  return waiting;
}
