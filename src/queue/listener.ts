/**
 * Receives wake-up jobs, one at a time: while this process is busy with one, others go to other
 * workers. Losing jobs costs latency only, since workers also look by themselves.
 */
import { Worker } from "bullmq";
import { PostgresClasses, type QueueBackend, queuePool, redisConnection } from "./backend.ts";
import { QUEUE_NAME, type WakeJob } from "./wake-job.ts";
import { withTimeout } from "./with-timeout.ts";

export interface Listener {
  close(): Promise<void>;
}

const CLOSE_TIMEOUT_MS = 2000;

const OPTIONS = {
  concurrency: 1,
  lockDuration: 30_000,
  stalledInterval: 15_000,
  maxStalledCount: 1_000_000, // a job is a bell: ringing it again is never wrong
} as const;

/** What we need of BullMQ's Worker, whichever store is behind it. */
interface JobSource {
  close(force?: boolean): Promise<void>;
}

export function listenForJobs(
  backend: QueueBackend,
  onJob: (job: WakeJob) => Promise<void>,
  onError: (error: Error) => void,
): Listener {
  const { source, disconnect } = openSource(backend, onJob, onError);
  return {
    async close() {
      await withTimeout(source.close(true), CLOSE_TIMEOUT_MS, "the queue").catch(onError);
      await disconnect();
    },
  };
}

function openSource(
  backend: QueueBackend,
  onJob: (job: WakeJob) => Promise<void>,
  onError: (error: Error) => void,
): { source: JobSource; disconnect: () => Promise<void> } {
  const process = (job: { readonly data: WakeJob }) => onJob(job.data);
  if (backend.kind === "redis") {
    const connection = redisConnection(backend.url, onError);
    const worker = new Worker<WakeJob>(QUEUE_NAME, process, { connection, ...OPTIONS });
    worker.on("error", onError);
    return { source: worker, disconnect: async () => connection.disconnect() };
  }
  const connection = queuePool(backend.url, onError);
  const worker = new PostgresClasses.Worker<WakeJob>(QUEUE_NAME, process, {
    connection,
    ...OPTIONS,
  });
  worker.on("error", onError);
  return { source: worker, disconnect: () => connection.end() };
}
