/** A real Postgres for a test file: embedded, in a temporary folder, with all migrations. */
import { mkdtempSync, rmSync, chmodSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { connectDatabase, type Database } from "../../src/db/connect.ts";
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from "../../src/launch/embedded-postgres.ts";
import { migrateDatabase } from "../../src/launch/migrate.ts";
import { prepareQueue } from "../../src/queue/prepare.ts";

export interface TestPostgres {
  readonly url: string;
  readonly db: Database;
  readonly server: EmbeddedPostgres;
  /** A folder for files of the test, removed at the end. */
  readonly folder: string;
  stop(): Promise<void>;
}

/** A folder that the server's user can pass through, even when the tests run as root. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), "ixlab-test-"));
  chmodSync(folder, 0o755);
  return folder;
}

export async function startTestPostgres(): Promise<TestPostgres> {
  const folder = temporaryFolder();
  const server = await startEmbeddedPostgres(path.join(folder, "data"));
  await migrateDatabase(server.url);
  await prepareQueue({ kind: "postgres", url: server.url });
  const db = connectDatabase({
    url: server.url,
    poolSize: 8,
    application: "ixlab-test",
    statementTimeoutMs: 20_000,
  });
  return {
    url: server.url,
    db,
    server,
    folder,
    async stop() {
      await db.$disconnect();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
