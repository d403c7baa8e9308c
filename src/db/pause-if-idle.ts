/** A PAUSING experiment becomes PAUSED when its last run under way has left its worker. */
import type { Transaction } from "./connect.ts";
import { appendEvents } from "./events.ts";

/** The caller has locked the experiment's row: of two last runs, the second to come sees both. */
export async function pauseIfIdle(tx: Transaction, experimentId: string): Promise<boolean> {
  const paused = await tx.$executeRaw`
    update experiment e set state = 'PAUSED'
     where e.id = ${experimentId}::uuid and e.state = 'PAUSING'
       and not exists (select from run r where r.experiment_id = e.id and r.state = 'RUNNING')`;
  if (paused === 0) return false;
  await appendEvents(tx, experimentId, [
    { kind: "STATE", state: "PAUSED", reasonCode: null, reasonMessage: null },
  ]);
  return true;
}
