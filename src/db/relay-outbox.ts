/**
 * Moves messages from the outbox to the queue. A message is deleted only after the queue took it; if
 * this process dies between the two it is sent again, which is harmless.
 */
import type { Database } from "./connect.ts";
import type { Announcement } from "./outbox.ts";
import { unitOfWork } from "./unit-of-work.ts";

const BATCH = 500;

/** How many messages were moved. `send` must end within seconds: the messages stay locked. */
export function relayOutbox(
  db: Database,
  send: (announcements: readonly Announcement[]) => Promise<void>,
): Promise<number> {
  return unitOfWork(() =>
    db.$transaction(async (tx) => {
      const rows = await tx.$queryRaw<{ id: bigint; payload: Announcement }[]>`
        select id, payload from outbox order by id limit ${BATCH} for update skip locked`;
      if (rows.length === 0) return 0;
      await send(rows.map((row) => row.payload));
      const ids = rows.map((row) => row.id);
      await tx.$executeRaw`delete from outbox where id = any(${ids}::bigint[])`;
      return rows.length;
    }),
  );
}
