/**
 * What follows when runs have left their worker without having ended: an experiment that waited for
 * them is paused or cancelled now. Part of the transaction that released them.
 */
import type { Transaction } from "./connect.ts";
import type { LockedRun } from "./held-runs.ts";
import { finishExperiment } from "./finish-experiment.ts";
import { type ExperimentState, isComplete, type RunCounters } from "./lifecycle.ts";
import { pauseIfIdle } from "./pause-if-idle.ts";

/** Experiments are taken in the order of their ids: the same lock order everywhere. */
export async function settleReleased(
  tx: Transaction,
  runs: readonly LockedRun[],
  cancelledIds: ReadonlySet<string>,
): Promise<void> {
  const experiments = [...new Set(runs.map((run) => run.experimentId))].sort();
  for (const id of experiments) {
    const cancelled = runs.filter((r) => r.experimentId === id && cancelledIds.has(r.id)).length;
    const [row] = await tx.$queryRaw<(RunCounters & { state: ExperimentState })[]>`
      update experiment set runs_cancelled = runs_cancelled + ${cancelled}
       where id = ${id}::uuid
      returning state::text, runs_total as "runsTotal", runs_done as "runsDone",
                runs_cached as "runsCached", runs_failed as "runsFailed",
                runs_cancelled as "runsCancelled"`;
    if (row === undefined) continue;
    const { state, ...counters } = row;
    if (isComplete(counters)) await finishExperiment(tx, id, counters);
    else if (state === "PAUSING") await pauseIfIdle(tx, id);
  }
}
