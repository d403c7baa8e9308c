/**
 * Has computed what has no result, and nothing else: runs that failed, that were cancelled, and that
 * succeeded but whose result was deleted. An experiment that has ended goes on; if it was complete
 * before, it must end with the same digest.
 */
import type { Database, Transaction } from "./connect.ts";
import { appendEvents, type ExperimentEvent } from "./events.ts";
import { fractionOf, hasEnded, isClaimable } from "./lifecycle.ts";
import { recountRuns } from "./count-runs.ts";
import { lockForAction } from "./locked-experiment.ts";
import { announce } from "./outbox.ts";
import { unitOfWork } from "./unit-of-work.ts";

/** FAILED: ended without a result; CANCELLED: stopped or not started; DELETED: its result is gone. */
export type MissingKind = "FAILED" | "CANCELLED" | "DELETED";

export const MISSING_KINDS: readonly MissingKind[] = ["FAILED", "CANCELLED", "DELETED"];

/** How many runs wait again. None is no mistake. Throws ActionRefused. */
export function fillMissing(
  db: Database,
  id: string,
  kinds: readonly MissingKind[] = MISSING_KINDS,
): Promise<number> {
  return unitOfWork(() =>
    db.$transaction(async (tx) => {
      const ids = await lockMissing(tx, id, kinds);
      const { state, next, runsTotal } = await lockForAction(tx, id, "FILL_MISSING");
      if (ids.length === 0) return 0;
      await queueAgain(tx, ids);
      const events: ExperimentEvent[] = [];
      if (hasEnded(state)) {
        await reopen(tx, id);
        events.push({ kind: "STATE", state: next, reasonCode: null, reasonMessage: null });
      }
      const counters = await recountRuns(tx, id);
      events.push({ kind: "PROGRESS", ...counters, fraction: fractionOf(counters) });
      await appendEvents(tx, id, events);
      if (isClaimable(next)) {
        await announce(tx, [{ experimentId: id, firstRun: 0, lastRun: runsTotal - 1 }]);
      }
      return ids.length;
    }),
  );
}

/** Runs before the experiment, in the order of their ids: the lock order everywhere. */
async function lockMissing(
  tx: Transaction,
  id: string,
  kinds: readonly MissingKind[],
): Promise<readonly string[]> {
  const states = kinds.filter((kind) => kind !== "DELETED");
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select r.id
      from run r left join result on result.content_key = r.content_key
     where r.experiment_id = ${id}::uuid
       and (r.state::text = any(${states}::text[])
            or (${kinds.includes("DELETED")} and r.state = 'SUCCEEDED' and result.content_key is null))
     order by r.id
       for update of r`;
  return rows.map((row) => row.id);
}

async function queueAgain(tx: Transaction, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    update run set state = 'QUEUED', starts = 0, cached = false, finished_at = null,
                   error_code = null, error_message = null
     where id = any(${[...ids]}::uuid[])`;
}

async function reopen(tx: Transaction, id: string): Promise<void> {
  await tx.$executeRaw`
    update experiment
       set state = 'QUEUED', started_at = null, finished_at = null, reason_code = null,
           reason_message = null, expected_digest = coalesce(expected_digest, digest), digest = null
     where id = ${id}::uuid`;
}
