/**
 * The end of an experiment. Called by whoever settles its last run, under the lock of its row, so
 * it happens exactly once and in the transaction that makes it true.
 */
import { experimentDigest } from "../experiment/digest.ts";
import type { Transaction } from "./connect.ts";
import { appendEvents } from "./events.ts";
import { growExperiment } from "./grow-experiment.ts";
import { endingOf, type Findings, fractionOf, type RunCounters } from "./lifecycle.ts";

/** It ends, unless it wants more runs. `ended` are the counters of the locked row. */
export async function finishExperiment(
  tx: Transaction,
  experimentId: string,
  ended: RunCounters,
): Promise<void> {
  const counters = await growExperiment(tx, experimentId, ended);
  if (counters === null) return;
  const findings = await readFindings(tx, experimentId, counters);
  const { state, reasonCode, reasonMessage } = endingOf(counters, findings);
  const { runsTotal, runsDone, runsCached, runsFailed, runsCancelled } = counters;
  const counted = { runsTotal, runsDone, runsCached, runsFailed, runsCancelled };
  await tx.$executeRaw`
    update experiment
       set state = ${state}::"ExperimentState", digest = ${findings.digest}, finished_at = now(),
           started_at = coalesce(started_at, now()),
           reason_code = ${reasonCode}, reason_message = ${reasonMessage}
     where id = ${experimentId}::uuid`;
  await appendEvents(tx, experimentId, [
    { kind: "PROGRESS", ...counted, fraction: fractionOf(counted) },
    { kind: "STATE", state, reasonCode, reasonMessage },
  ]);
}

async function readFindings(
  tx: Transaction,
  experimentId: string,
  { runsTotal, runsDone, runsFailed }: RunCounters,
): Promise<Findings> {
  const contradicted = runsFailed === 0 ? 0 : await countContradicted(tx, experimentId);
  const nothing = { lost: 0, contradicted, digest: null, expectedDigest: null };
  if (runsDone < runsTotal) return nothing;
  const results = await tx.$queryRaw<{ index: number; contentKey: string; digest: string }[]>`
    select run.index, run.content_key as "contentKey", result.digest
      from run join result on result.content_key = run.content_key
     where run.experiment_id = ${experimentId}::uuid`;
  const lost = runsTotal - results.length;
  if (lost > 0) return { ...nothing, lost };
  const [row] = await tx.$queryRaw<{ expectedDigest: string | null }[]>`
    select expected_digest as "expectedDigest" from experiment where id = ${experimentId}::uuid`;
  const expectedDigest = row?.expectedDigest ?? null;
  return { lost, contradicted, digest: experimentDigest(results), expectedDigest };
}

async function countContradicted(tx: Transaction, experimentId: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ runs: number }[]>`
    select count(*)::int as runs from run
     where experiment_id = ${experimentId}::uuid and error_code = 'NOT_DETERMINISTIC'`;
  return row?.runs ?? 0;
}
