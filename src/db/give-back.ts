/**
 * A worker returns runs that it claimed and will not compute, because it stops, has too many, or
 * because their experiment is being cancelled. Nothing went wrong, so the start is not counted.
 */
import type { Database } from "./connect.ts";
import { type HeldRun, type LockedRun, lockHeldRuns } from "./held-runs.ts";
import { type Announcement, announce } from "./outbox.ts";
import { releaseRuns } from "./release-runs.ts";
import { unitOfWork } from "./unit-of-work.ts";

export async function giveBack(db: Database, runs: readonly HeldRun[]): Promise<void> {
  if (runs.length === 0) return;
  await unitOfWork(() =>
    db.$transaction(async (tx) => {
      const held = await lockHeldRuns(tx, runs);
      const waiting = await releaseRuns(tx, held, "GIVEN_BACK");
      if (waiting.length > 0) await announce(tx, rangesOf(waiting));
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
