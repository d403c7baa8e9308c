/**
 * Receives wake-up jobs, one at a time: while this process is busy with one, others go to other
 * workers. Losing jobs costs latency only, since workers also look by themselves.
 */
import { Worker } from "bullmq";
import { PostgresClasses, type QueueBackend, redisConnection } from "./backend.ts";
import { openOnPostgres } from "./on-postgres.ts";
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

export function listenForJobs(
  backend: QueueBackend,
  onJob: (job: WakeJob) => Promise<void>,
  onError: (error: Error) => void,
): Listener {
  const process = (job: { readonly data: WakeJob }) => onJob(job.data);
  return backend.kind === "redis"
    ? listenOnRedis(backend.url, process, onError)
    : listenOnPostgres(backend.url, process, onError);
}

type Process = (job: { readonly data: WakeJob }) => Promise<void>;

function listenOnRedis(url: string, process: Process, onError: (error: Error) => void): Listener {
  const connection = redisConnection(url, onError);
  const worker = new Worker<WakeJob>(QUEUE_NAME, process, { connection, ...OPTIONS });
  worker.on("error", onError);
  return {
    async close() {
      await withTimeout(worker.close(true), CLOSE_TIMEOUT_MS, "the queue").catch(onError);
      connection.disconnect();
    },
  };
}

function listenOnPostgres(
  url: string,
  process: Process,
  onError: (error: Error) => void,
): Listener {
  return openOnPostgres(
    url,
    (connection) => {
      const options = { connection, autorun: false, ...OPTIONS };
      const worker = new PostgresClasses.Worker<WakeJob>(QUEUE_NAME, process, options);
      worker.on("error", onError);
      return {
        waitUntilReady: () => worker.waitUntilReady(),
        run: () => worker.run(),
        close: () => worker.close(true), // what it does is only to ring a bell
      };
    },
    (worker) => void worker.run().catch(onError),
    onError,
  );
}
