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

/** Runs that one message announces, and messages at a time: enough to wake every worker. */
const RANGE_SIZE = 8;
const MAX_RANGES = 32;

/** Announcements of runs. @param runs their indices, rising. */
export function rangesOf(experimentId: string, runs: readonly number[]): readonly Announcement[] {
  const size = Math.max(RANGE_SIZE, Math.ceil(runs.length / MAX_RANGES));
  return Array.from({ length: Math.ceil(runs.length / size) }, (_, range) => {
    const part = runs.slice(range * size, (range + 1) * size);
    return { experimentId, firstRun: part[0] ?? 0, lastRun: part.at(-1) ?? 0 };
  });
}
