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

export const PostgresClasses = withBackend(createPostgresBackend);

/**
 * A pool of our own: BullMQ cannot load `pg` by itself in an ES module, and its SQL names nothing
 * with its schema.
 */
export function queuePool(url: string, onError: (error: Error) => void): PgPool {
  const pool = new pg.Pool({
    connectionString: url,
    options: `-c search_path=${SCHEMA}`,
    application_name: "ixlab-queue",
    max: 4,
    connectionTimeoutMillis: 5000,
    keepAlive: true,
  });
  pool.on("error", onError);
  return pool as unknown as PgPool; // the same thing in BullMQ's own words
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
