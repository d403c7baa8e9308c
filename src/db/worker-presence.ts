/** Which workers are there: for the dashboard, and to see that none went silent. */
import type { Database } from "./connect.ts";
import { unitOfWork } from "./unit-of-work.ts";

export interface WorkerPresence {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  /** Simulations at a time. */
  readonly children: number;
  readonly modelVersion: string;
}

/** Says that the worker is there, for the first time or again. */
export async function showWorker(db: Database, worker: WorkerPresence): Promise<void> {
  const { id, host, pid, children, modelVersion } = worker;
  await unitOfWork(
    () => db.$executeRaw`
      insert into worker (id, host, pid, children, model_version)
      values (${id}, ${host}, ${pid}, ${children}, ${modelVersion})
      on conflict (id) do update set heartbeat_at = now()`,
  );
}

/** Removes the worker, and those that have been silent for an hour. */
export async function removeWorker(db: Database, id: string): Promise<void> {
  await unitOfWork(
    () => db.$executeRaw`
      delete from worker where id = ${id} or heartbeat_at < now() - interval '1 hour'`,
  );
}
