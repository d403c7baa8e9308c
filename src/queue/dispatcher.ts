/** Puts wake-up jobs into the queue. Used by the relay only: nothing else makes jobs. */
import { Queue } from "bullmq";
import { PostgresClasses, type QueueBackend, queuePool, redisConnection } from "./backend.ts";
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
  close(): Promise<void>;
}

export function createDispatcher(
  backend: QueueBackend,
  onError: (error: Error) => void,
): Dispatcher {
  const { sink, isConnected, tidy, disconnect } = openSink(backend, onError);
  let isSending = false;
  return {
    async send(jobs) {
      // A client that is cut off keeps commands for later: without this they would pile up.
      if (!isConnected()) throw new Error("the queue is not connected");
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
    async close() {
      await withTimeout(sink.close(), CLOSE_TIMEOUT_MS, "the queue").catch(onError);
      await disconnect();
    },
  };
}

interface Store {
  readonly sink: JobSink;
  readonly isConnected: () => boolean;
  readonly tidy: () => Promise<void>;
  readonly disconnect: () => Promise<void>;
}

/** BullMQ tells of everything a job goes through. Nobody listens: our events are rows. */
const KEPT_EVENTS = 100;

function openSink(backend: QueueBackend, onError: (error: Error) => void): Store {
  if (backend.kind === "redis") {
    const connection = redisConnection(backend.url, onError);
    const queue = new Queue<WakeJob>(QUEUE_NAME, {
      connection,
      defaultJobOptions: JOB_OPTIONS,
      streams: { events: { maxLen: KEPT_EVENTS } },
    });
    queue.on("error", onError);
    return {
      sink: queue,
      isConnected: () => connection.status === "ready",
      tidy: async () => {}, // Redis keeps the stream of events short by itself
      disconnect: async () => connection.disconnect(),
    };
  }
  const connection = queuePool(backend.url, onError);
  const queue = new PostgresClasses.Queue<WakeJob>(QUEUE_NAME, {
    connection,
    defaultJobOptions: JOB_OPTIONS,
  });
  queue.on("error", onError);
  return {
    sink: queue,
    isConnected: () => true,
    tidy: async () => {
      await connection.query(
        "delete from event where id < (select max(id) from event) - $1::bigint",
        [KEPT_EVENTS],
      );
    },
    disconnect: () => connection.end(),
  };
}
