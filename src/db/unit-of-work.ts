/**
 * A unit of work either happens or does not. Lost races (deadlock, serialization) are run again;
 * a database that cannot be reached becomes one error, whatever layer noticed it.
 */
import { databaseTrouble } from "./read/trouble.ts";

/** Postgres cannot be reached for now: try again later. Nothing is known about what was under way. */
export class ServiceUnavailable extends Error {
  override readonly name = "ServiceUnavailable";
  /** SQLSTATE connection_failure. */
  readonly code = "08006";

  constructor(cause: unknown) {
    super("The database cannot be reached. Try again in a moment.", { cause });
  }
}

const TRIES = 3;

/** deadlock_detected, serialization_failure, and Prisma's name for both. */
const LOST_RACE = new Set(["40P01", "40001", "P2034"]);
/** Prisma: no connection to start a transaction on, or the transaction's connection is gone. */
const NO_TRANSACTION = "P2028";

/** Codes that an error or one of its causes carries, whichever layer put them there. */
function codesOf(error: unknown, depth = 0): string[] {
  if (typeof error !== "object" || error === null || depth > 6) return [];
  const { code, originalCode, cause, meta, driverAdapterError } = error as Record<string, unknown>;
  const own = [code, originalCode].filter((c) => typeof c === "string");
  return [...own, ...[cause, meta, driverAdapterError].flatMap((e) => codesOf(e, depth + 1))];
}

function isUnavailable(error: unknown): boolean {
  return databaseTrouble(error) === "UNAVAILABLE" || codesOf(error).includes(NO_TRANSACTION);
}

/** Runs `work`, again if it lost a race. `work` must be safe to run again after a failure. */
export async function unitOfWork<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (codesOf(error).some((code) => LOST_RACE.has(code)) && tries < TRIES) {
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * tries));
        continue;
      }
      if (error instanceof ServiceUnavailable) throw error;
      throw isUnavailable(error) ? new ServiceUnavailable(error) : error;
    }
  }
}
