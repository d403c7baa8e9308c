/**
 * The end of an experiment. Called by whoever settles its last run, under the lock of its row, so
 * it happens exactly once and in the transaction that makes it true.
 */
import { experimentDigest } from "../experiment/digest.ts";
import type { Transaction } from "./connect.ts";
import { appendEvents, type Progress } from "./events.ts";

interface Ending {
  readonly state: "SUCCEEDED" | "PARTIALLY_SUCCEEDED" | "FAILED";
  readonly reasonCode: string | null;
  readonly reasonMessage: string | null;
}

type Counters = Omit<Progress, "fraction">;

function endingOf({ runsTotal, runsFailed }: Counters): Ending {
  if (runsFailed === 0) return { state: "SUCCEEDED", reasonCode: null, reasonMessage: null };
  return {
    state: runsFailed === runsTotal ? "FAILED" : "PARTIALLY_SUCCEEDED",
    reasonCode: "RUNS_FAILED",
    reasonMessage: `${runsFailed} of ${runsTotal} runs failed; each of them says why.`,
  };
}

/** Digest over all results of a complete experiment. */
async function readDigest(tx: Transaction, experimentId: string): Promise<string> {
  const rows = await tx.$queryRaw<{ index: number; contentKey: string; digest: string }[]>`
    select run.index, run.content_key as "contentKey", result.digest
      from run join result on result.content_key = run.content_key
     where run.experiment_id = ${experimentId}::uuid`;
  return experimentDigest(rows);
}

/** `counters` are those of the locked row. */
export async function finishExperiment(
  tx: Transaction,
  experimentId: string,
  counters: Counters,
): Promise<void> {
  const { state, reasonCode, reasonMessage } = endingOf(counters);
  const digest = state === "SUCCEEDED" ? await readDigest(tx, experimentId) : null;
  await tx.$executeRaw`
    update experiment
       set state = ${state}::"ExperimentState", digest = ${digest}, finished_at = now(),
           started_at = coalesce(started_at, now()),
           reason_code = ${reasonCode}, reason_message = ${reasonMessage}
     where id = ${experimentId}::uuid`;
  await appendEvents(tx, experimentId, [
    { kind: "PROGRESS", ...counters, fraction: 1 },
    { kind: "STATE", state, reasonCode, reasonMessage },
  ]);
}
