/** Forgets what was kept for a while only, so that it does not grow for ever. */
import type { Database } from "./connect.ts";
import { unitOfWork } from "./unit-of-work.ts";

/** Idempotency keys are for retries: after a week the same key is another request. */
export async function forgetOldKeys(db: Database): Promise<number> {
  return unitOfWork(
    () => db.$executeRaw`
      delete from idempotency_key where created_at < now() - interval '7 days'`,
  );
}
