/** Puts wake-up jobs into the queue. Used by the relay only: nothing else makes jobs. */
import { Queue } from "bullmq";
import { PostgresClasses, type QueueBackend, redisConnection } from "./backend.ts";
import { openOnPostgres } from "./on-postgres.ts";
import { JOB_NAME, JOB_OPTIONS, QUEUE_NAME, type WakeJob, wakeJobId } from "./wake-job.ts";
import { withTimeout } from "./with-timeout.ts";

export interface Dispatcher {
  /** Rejects if the queue did not take them in time; send them again then. */
  send(jobs: readonly Omit<WakeJob, "v">[]): Promise<void>;
  /** Removes what the store keeps for nobody. */
  tidy(): Promise<void>;
  close(): Promise<void>;
}

const SEND_TIMEOUT_MS = 2000;
const CLOSE_TIMEOUT_MS = 2000;

/** What we need of BullMQ's Queue, whichever store is behind it. */
interface JobSink {
  addBulk(
    jobs: { name: string; data: WakeJob; opts: { jobId: string } }[],
  ): Promise<readonly unknown[]>;
}

export function createDispatcher(
  backend: QueueBackend,
  onError: (error: Error) => void,
): Dispatcher {
  const { connected, tidy, close } = openStore(backend, onError);
  let isSending = false;
  return {
    async send(jobs) {
      const sink = connected();
      if (sink === undefined) throw new Error("the queue is not connected");
      if (isSending) throw new Error("the queue has not answered the last message yet");
      const bulk = jobs.map((job) => {
        const data: WakeJob = { v: 1, ...job };
        return { name: JOB_NAME, data, opts: { jobId: wakeJobId(data) } };
      });
      isSending = true;
      const sending = sink.addBulk(bulk).finally(() => {
        isSending = false;
      });
      await withTimeout(sending, SEND_TIMEOUT_MS, "the queue");
    },
    tidy,
    close,
  };
}

interface Store {
  /** Undefined while it is cut off: it would keep commands for later, and they would pile up. */
  readonly connected: () => JobSink | undefined;
  readonly tidy: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** BullMQ tells of everything a job goes through. Nobody listens: our events are rows. */
const KEPT_EVENTS = 100;

function openStore(backend: QueueBackend, onError: (error: Error) => void): Store {
  return backend.kind === "redis"
    ? openRedis(backend.url, onError)
    : openPostgres(backend.url, onError);
}

function openRedis(url: string, onError: (error: Error) => void): Store {
  const connection = redisConnection(url, onError);
  const queue = new Queue<WakeJob>(QUEUE_NAME, {
    connection,
    defaultJobOptions: JOB_OPTIONS,
    streams: { events: { maxLen: KEPT_EVENTS } },
  });
  queue.on("error", onError);
  return {
    connected: () => (connection.status === "ready" ? queue : undefined),
    tidy: async () => {}, // Redis keeps the stream of events short by itself
    async close() {
      await withTimeout(queue.close(), CLOSE_TIMEOUT_MS, "the queue").catch(onError);
      connection.disconnect();
    },
  };
}

function openPostgres(url: string, onError: (error: Error) => void): Store {
  const opening = openOnPostgres(
    url,
    (connection) => {
      const queue = new PostgresClasses.Queue<WakeJob>(QUEUE_NAME, {
        connection,
        defaultJobOptions: JOB_OPTIONS,
      });
      queue.on("error", onError);
      return queue;
    },
    () => {},
    onError,
  );
  return {
    connected: () => opening.current()?.part,
    async tidy() {
      await opening
        .current()
        ?.pool.query("delete from event where id < (select max(id) from event) - $1::bigint", [
          KEPT_EVENTS,
        ]);
    },
    close: () => opening.close(),
  };
}
