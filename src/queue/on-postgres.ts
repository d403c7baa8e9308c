/**
 * Opens a part of BullMQ on Postgres and hands it out once it is ready. BullMQ asks Postgres only
 * once whether its tables are there and remembers the answer, even if it is that the connection
 * broke: every later command then fails at once, and its worker, which tries again without a pause,
 * leaves this process no time for anything else. So a part that did not get ready is replaced.
 */
import type { PgPool } from "bullmq";
import { queuePool } from "./backend.ts";
import { withTimeout } from "./with-timeout.ts";

interface Part {
  waitUntilReady(): Promise<unknown>;
  close(): Promise<void>;
}

interface Opened<P> {
  readonly part: P;
  readonly pool: PgPool;
}

export interface Opening<P> {
  /** Undefined until it is ready. */
  current(): Opened<P> | undefined;
  close(): Promise<void>;
}

const RETRY_MS = 1000;
const CLOSE_TIMEOUT_MS = 2000;

export function openOnPostgres<P extends Part>(
  url: string,
  make: (pool: PgPool) => P,
  onReady: (part: P) => void,
  onError: (error: Error) => void,
): Opening<P> {
  let latest: Opened<P> | undefined;
  let isReady = false;
  let isClosing = false;
  let retry: NodeJS.Timeout | undefined;

  const close = async ({ part, pool }: Opened<P>) => {
    await withTimeout(part.close(), CLOSE_TIMEOUT_MS, "the queue").catch(onError);
    await withTimeout(pool.end(), CLOSE_TIMEOUT_MS, "the queue").catch(onError);
  };
  const open = async () => {
    const pool = queuePool(url, onError);
    const opened = { part: make(pool), pool };
    latest = opened;
    try {
      await opened.part.waitUntilReady();
      if (isClosing) return;
      isReady = true;
      onReady(opened.part);
    } catch (error) {
      if (isClosing) return;
      onError(error as Error);
      latest = undefined;
      retry = setTimeout(() => void open(), RETRY_MS);
      await close(opened);
    }
  };
  void open();
  return {
    current: () => (isReady ? latest : undefined),
    async close() {
      isClosing = true;
      clearTimeout(retry);
      if (latest !== undefined) await close(latest);
    },
  };
}
