/**
 * Messages to the queue, written in the transaction that makes them true. They say only that some
 * runs of an experiment wait; a worker that is woken asks Postgres for the rest.
 */
import type { Transaction } from "./connect.ts";

/** Runs `firstRun` to `lastRun` (positions, inclusive) of an experiment wait. */
export interface Announcement {
  readonly experimentId: string;
  readonly firstRun: number;
  readonly lastRun: number;
}

export async function announce(
  tx: Transaction,
  announcements: readonly Announcement[],
): Promise<void> {
  const payloads = announcements.map((announcement) => JSON.stringify({ v: 1, ...announcement }));
  await tx.$executeRaw`
    insert into outbox (payload) select p::jsonb from unnest(${payloads}::text[]) as p`;
}
