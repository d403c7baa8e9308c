/**
 * What follows when runs have ended, for whatever reason: counters, events, and the end of the
 * experiment with its last run. Part of the transaction that ended them.
 */
import type { Transaction } from "./connect.ts";
import { appendEvents, type ExperimentEvent } from "./events.ts";
import { finishExperiment } from "./finish-experiment.ts";
import { type ExperimentState, fractionOf, isComplete, type RunCounters } from "./lifecycle.ts";
import { pauseIfIdle } from "./pause-if-idle.ts";

export interface SettledRun {
  readonly id: string;
  readonly experimentId: string;
  readonly index: number;
  readonly state: "SUCCEEDED" | "FAILED";
  /** True if its result was known without computing it. */
  readonly cached: boolean;
}

interface Counted extends RunCounters {
  readonly state: ExperimentState;
  readonly progressIsDue: boolean;
}

/** Experiments are taken in the order of their ids: the same lock order everywhere. */
export async function settleRuns(tx: Transaction, runs: readonly SettledRun[]): Promise<void> {
  const experiments = [...new Set(runs.map((run) => run.experimentId))].sort();
  for (const experimentId of experiments) {
    const ended = runs.filter((run) => run.experimentId === experimentId);
    ended.sort((a, b) => a.index - b.index);
    await settleRunsOf(tx, experimentId, ended);
  }
}

async function settleRunsOf(
  tx: Transaction,
  experimentId: string,
  ended: readonly SettledRun[],
): Promise<void> {
  const { state, progressIsDue, ...counters } = await countEnded(tx, experimentId, ended);
  const isLast = isComplete(counters);
  const events: ExperimentEvent[] = ended.map(({ id, index, state, cached }) => ({
    kind: "RUN_FINISHED",
    runId: id,
    index,
    state,
    cached,
  }));
  if (progressIsDue && !isLast) {
    events.push({ kind: "PROGRESS", ...counters, fraction: fractionOf(counters) });
  }
  await appendEvents(tx, experimentId, events);
  if (isLast) await finishExperiment(tx, experimentId, counters);
  else if (state === "PAUSING") await pauseIfIdle(tx, experimentId);
}

/** Adds to the counters, which locks the row: of two last runs, the second to come sees both. */
async function countEnded(
  tx: Transaction,
  experimentId: string,
  ended: readonly SettledRun[],
): Promise<Counted> {
  const done = ended.filter((run) => run.state === "SUCCEEDED").length;
  const cached = ended.filter((run) => run.cached).length;
  const rows = await tx.$queryRaw<Counted[]>`
    update experiment
       set runs_done = runs_done + ${done},
           runs_cached = runs_cached + ${cached},
           runs_failed = runs_failed + ${ended.length - done}
     where id = ${experimentId}::uuid
    returning state::text, runs_total as "runsTotal", runs_done as "runsDone",
              runs_cached as "runsCached", runs_failed as "runsFailed",
              runs_cancelled as "runsCancelled",
              coalesce(progress_at < now() - interval '500 ms', true) as "progressIsDue"`;
  const [counted] = rows;
  if (counted === undefined) throw new Error(`experiment ${experimentId} is gone`);
  return counted;
}
