/**
 * Which store BullMQ keeps its jobs in: Redis if there is one, else a schema of its own in our
 * Postgres. The rest of the project sees a Dispatcher and a Listener and cannot tell.
 */
import { createPostgresBackend, type PgPool, withBackend } from "bullmq";
import { Redis } from "ioredis";
import pg from "pg";

export type QueueBackend =
  | { readonly kind: "redis"; readonly url: string }
  | { readonly kind: "postgres"; readonly url: string };

export function chooseQueueBackend(
  databaseUrl: string,
  redisUrl: string | undefined,
): QueueBackend {
  return redisUrl === undefined
    ? { kind: "postgres", url: databaseUrl }
    : { kind: "redis", url: redisUrl };
}

/** BullMQ's schema in our database. */
const SCHEMA = "bullmq";
/** Longest time of one statement, ms. */
const STATEMENT_TIMEOUT_MS = 3000;

export const PostgresClasses = withBackend(createPostgresBackend);

/**
 * A pool of our own: BullMQ cannot load `pg` by itself in an ES module, and its SQL names nothing
 * with its schema.
 */
export function queuePool(
  url: string,
  onError: (error: Error) => void,
  statementTimeoutMs: number = STATEMENT_TIMEOUT_MS,
): PgPool {
  const pool = new pg.Pool({
    connectionString: url,
    options: `-c search_path=${SCHEMA}`,
    application_name: "ixlab-queue",
    max: 4,
    connectionTimeoutMillis: 5000,
    statement_timeout: statementTimeoutMs,
    // On a connection that went silent a query would never end, and the relay wait for it for ever.
    query_timeout: statementTimeoutMs + 2000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000, // the one that listens says nothing by itself
  });
  pool.on("connect", repeatUnheardError);
  pool.on("error", onError);
  return pool as unknown as PgPool; // the same thing in BullMQ's own words
}

/**
 * A connection may be cut in the moment it is handed over, before BullMQ listens to it. An "error"
 * event that nobody hears is thrown and would end the process; one that BullMQ does not hear leaves
 * it with a dead connection to wait on. So it is told again when there was time to listen.
 */
function repeatUnheardError(client: pg.ClientBase): void {
  let isRepeated = false;
  client.on("error", (error) => {
    if (isRepeated || client.listenerCount("error") > 1) return;
    isRepeated = true;
    setImmediate(() => client.emit("error", error));
  });
}

/** Commands wait for a lost connection as long as it takes; callers bound their own patience. */
export function redisConnection(url: string, onError: (error: Error) => void): Redis {
  const redis = new Redis(url, {
    maxRetriesPerRequest: null, // BullMQ's workers demand it
    connectTimeout: 5000,
    keepAlive: 10_000,
    retryStrategy: (tries) => Math.min(100 * 2 ** tries, 2000),
  });
  redis.on("error", onError);
  return redis;
}
