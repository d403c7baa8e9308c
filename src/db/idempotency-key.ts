/** Safe retry: a key belongs to the first experiment that was submitted with it. */
import type { Transaction } from "./connect.ts";

/** The key was used before, for another definition. */
export class IdempotencyConflict extends Error {
  override readonly name = "IdempotencyConflict";
  /** The experiment that has the key. */
  readonly experimentId: string;

  constructor(experimentId: string) {
    super("This idempotency key was used for another definition.");
    this.experimentId = experimentId;
  }
}

interface Claim {
  readonly key: string;
  readonly requestHash: string;
  readonly experimentId: string;
}

interface Owner {
  /** The experiment that has the key. */
  readonly owner: string;
  /** True if the key was free. */
  readonly isNew: boolean;
}

/**
 * Takes the key for our experiment, or tells which earlier one with the same request has it. Of
 * several at once, Postgres lets one through and has the others wait for its outcome.
 */
export async function claimIdempotencyKey(tx: Transaction, claim: Claim): Promise<Owner> {
  const inserted = await tx.$executeRaw`
    insert into idempotency_key (key, request_hash, experiment_id)
    values (${claim.key}, ${claim.requestHash}, ${claim.experimentId}::uuid)
    on conflict (key) do nothing`;
  if (inserted === 1) return { owner: claim.experimentId, isNew: true };
  const owner = await tx.idempotencyKey.findUniqueOrThrow({ where: { key: claim.key } });
  if (owner.requestHash !== claim.requestHash) throw new IdempotencyConflict(owner.experimentId);
  return { owner: owner.experimentId, isNew: false };
}
