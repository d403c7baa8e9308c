/**
 * Makes the queue's store ready, once per start of the launcher: BullMQ's tables on Postgres; on
 * Redis, a check that it will not throw jobs away when its memory is full.
 */
import { runMigrations } from "bullmq";
import { type QueueBackend, queuePool, redisConnection } from "./backend.ts";
import { withTimeout } from "./with-timeout.ts";

const REDIS_TIMEOUT_MS = 5000;
const MIGRATION_TIMEOUT_MS = 60_000;

export async function prepareQueue(backend: QueueBackend): Promise<void> {
  if (backend.kind === "redis") await checkRedis(backend.url);
  else await migrateTables(backend.url);
}

async function migrateTables(url: string): Promise<void> {
  const pool = queuePool(url, () => {}, MIGRATION_TIMEOUT_MS); // the query below fails and says why
  try {
    const client = await pool.connect();
    try {
      await withTimeout(runMigrations(client), MIGRATION_TIMEOUT_MS, "BullMQ's migration");
    } finally {
      client.release(true);
    }
  } finally {
    await pool.end();
  }
}

export async function checkRedis(url: string): Promise<void> {
  let lastError: Error | undefined;
  const redis = redisConnection(url, (error) => {
    lastError = error;
  });
  try {
    const info = await withTimeout(redis.info("memory"), REDIS_TIMEOUT_MS, "Redis").catch(
      (error) => {
        throw new Error(`Redis cannot be reached (REDIS_URL): ${(lastError ?? error).message}`);
      },
    );
    const policy = /^maxmemory_policy:(\S+)/m.exec(info)?.[1] ?? "unknown";
    if (policy !== "noeviction") {
      throw new Error(
        `Redis evicts keys when its memory is full (maxmemory-policy ${policy}), which would lose ` +
          "jobs. Set `maxmemory-policy noeviction`.",
      );
    }
  } finally {
    redis.disconnect();
  }
}
