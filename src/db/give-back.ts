/**
 * A worker returns runs that it claimed and will not compute, because it stops or has too many.
 * Nothing went wrong, so the start is not counted.
 */
import type { Database } from "./connect.ts";
import { endAttempts, type HeldRun, type LockedRun, lockHeldRuns } from "./held-runs.ts";
import { type Announcement, announce } from "./outbox.ts";
import { unitOfWork } from "./unit-of-work.ts";

export async function giveBack(db: Database, runs: readonly HeldRun[]): Promise<void> {
  if (runs.length === 0) return;
  await unitOfWork(() =>
    db.$transaction(async (tx) => {
      const held = await lockHeldRuns(tx, runs);
      if (held.length === 0) return;
      const ids = held.map((run) => run.id);
      await tx.$executeRaw`
        update run set state = 'QUEUED', starts = starts - 1, lease_owner = null, lease_until = null
         where id = any(${ids}::uuid[])`;
      await endAttempts(tx, held, "GIVEN_BACK");
      await announce(tx, rangesOf(held));
    }),
  );
}

/** One range per experiment, from its first to its last returned run. */
function rangesOf(runs: readonly LockedRun[]): readonly Announcement[] {
  const experiments = [...new Set(runs.map((run) => run.experimentId))];
  return experiments.map((experimentId) => {
    const indexes = runs.filter((run) => run.experimentId === experimentId).map((run) => run.index);
    return { experimentId, firstRun: Math.min(...indexes), lastRun: Math.max(...indexes) };
  });
}
