/** Whether Postgres and Redis answer, as they are configured. */
import pg from "pg";
import type { Config } from "../../config.ts";
import { withoutPassword } from "../../log.ts";
import { checkRedis } from "../../queue/prepare.ts";
import { embeddedPostgresVersion } from "../postgres-files.ts";
import { isMigrated } from "../is-migrated.ts";
import { fair, type Finding, good, wrong } from "./finding.ts";

const CONNECT_MS = 3000;

export async function checkPostgres({ DATABASE_URL: url }: Config): Promise<Finding> {
  if (url === undefined) return checkEmbedded();
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS });
  client.on("error", () => {}); // the query fails and says so
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version: string }>("show server_version");
    const found = `${rows[0]?.server_version} at ${withoutPassword(url)}`;
    if (await isMigrated(url)) return good("postgres", found);
    return fair("postgres", `${found}, its tables are not up to date`, "ixlab serve migrates them");
  } catch (error) {
    const advice = "start it, correct DATABASE_URL, or unset it for an embedded one";
    return wrong("postgres", `${withoutPassword(url)}: ${(error as Error).message}`, advice);
  } finally {
    await client.end().catch(() => {}); // it may not have connected
  }
}

function checkEmbedded(): Finding {
  try {
    return good("postgres", `embedded ${embeddedPostgresVersion()}`);
  } catch (error) {
    const advice = "set DATABASE_URL to a Postgres; ixlab run works without";
    return wrong("postgres", (error as Error).message, advice);
  }
}

export async function checkQueue({ REDIS_URL: url }: Config): Promise<Finding> {
  if (url === undefined) return good("queue", "in Postgres (REDIS_URL is not set)");
  try {
    await checkRedis(url);
    return good("queue", `Redis at ${withoutPassword(url)}`);
  } catch (error) {
    const advice = "start Redis, correct REDIS_URL, or unset it to keep the queue in Postgres";
    return wrong("queue", `${withoutPassword(url)}: ${(error as Error).message}`, advice);
  }
}
