/** Counts an experiment's runs anew, where adding up what happened would not do. */
import type { Transaction } from "./connect.ts";
import type { RunCounters } from "./lifecycle.ts";

export async function recountRuns(tx: Transaction, experimentId: string): Promise<RunCounters> {
  const [counters] = await tx.$queryRaw<RunCounters[]>`
    update experiment e
       set runs_done = c.done, runs_cached = c.cached, runs_failed = c.failed,
           runs_cancelled = c.cancelled
      from (select (count(*) filter (where state = 'SUCCEEDED'))::int as done,
                   (count(*) filter (where cached))::int as cached,
                   (count(*) filter (where state = 'FAILED'))::int as failed,
                   (count(*) filter (where state = 'CANCELLED'))::int as cancelled
              from run where experiment_id = ${experimentId}::uuid) c
     where e.id = ${experimentId}::uuid
    returning e.runs_total as "runsTotal", e.runs_done as "runsDone", e.runs_cached as "runsCached",
              e.runs_failed as "runsFailed", e.runs_cancelled as "runsCancelled"`;
  if (counters === undefined) throw new Error(`experiment ${experimentId} is gone`);
  return counters;
}
