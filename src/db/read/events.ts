/** What happened to an experiment, in order of its sequence numbers. */
import type { Db } from "./stored.ts";

export interface StoredEvent {
  readonly seq: bigint;
  /** STATE, RUN_FINISHED or PROGRESS. */
  readonly kind: string;
  readonly payload: unknown;
  readonly at: Date;
}

export async function readEventsAfter(
  db: Db,
  experimentId: string,
  afterSeq: bigint,
  limit: number,
): Promise<readonly StoredEvent[]> {
  return db.experimentEvent.findMany({
    where: { experimentId, seq: { gt: afterSeq } },
    orderBy: { seq: "asc" },
    take: limit,
    select: { seq: true, kind: true, payload: true, at: true },
  });
}
