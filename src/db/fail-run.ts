/**
 * A run ended badly. Either trying again is pointless, or it goes back into the queue until it has
 * been started too often.
 */
import type { Database, Transaction } from "./connect.ts";
import { endAttempts, type HeldRun, lockHeldRuns } from "./held-runs.ts";
import { releaseRuns } from "./release-runs.ts";
import { settleRuns } from "./settle-runs.ts";
import { unitOfWork } from "./unit-of-work.ts";

export interface RunFailure {
  readonly code: "SIM_ERROR" | "SIM_TIMEOUT" | "SIM_CRASHED" | "SIM_OUT_OF_MEMORY" | "WORKER_LOST";
  readonly message: string;
  /** True if it may have been bad luck. */
  readonly mayRetry: boolean;
}

/** A run that was started so often is not started again. */
export const MAX_STARTS = 3;

/**
 * CANCELLED: its experiment is being cancelled, so it is not tried again. FENCED: it is not ours any
 * more, and somebody else will say what became of it.
 */
export type FailedAs = "FAILED" | "RETRIED" | "CANCELLED" | "FENCED";

export function failRun(db: Database, run: HeldRun, failure: RunFailure): Promise<FailedAs> {
  return unitOfWork(() =>
    db.$transaction(async (tx) => {
      const [held] = await lockHeldRuns(tx, [run]);
      if (held === undefined) return "FENCED";
      if (failure.mayRetry && held.starts < MAX_STARTS) {
        const [waiting] = await releaseRuns(tx, [held], "CRASHED");
        return waiting === undefined ? "CANCELLED" : "RETRIED";
      }
      await markFailed(tx, run.id, failure);
      await endAttempts(tx, [run], failure.mayRetry ? "CRASHED" : "FAILED");
      await settleRuns(tx, [{ ...held, state: "FAILED", cached: false }]);
      return "FAILED";
    }),
  );
}

export async function markFailed(tx: Transaction, id: string, failure: RunFailure): Promise<void> {
  await tx.$executeRaw`
    update run set state = 'FAILED', finished_at = now(), lease_owner = null, lease_until = null,
                   error_code = ${failure.code}, error_message = ${failure.message}
     where id = ${id}::uuid`;
}
