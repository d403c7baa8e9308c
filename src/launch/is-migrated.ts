/**
 * Asks the database itself whether all migrations of this version are applied, which takes
 * milliseconds where starting Prisma's command line takes a second or two. Only a plain yes counts.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { packageRoot } from "./package-root.ts";

/** Prisma's name for a migration, and the checksum it keeps of it. */
function knownMigrations(): ReadonlyMap<string, string> {
  const folder = path.join(packageRoot, "prisma", "migrations");
  const names = readdirSync(folder).filter((name) =>
    existsSync(path.join(folder, name, "migration.sql")),
  );
  return new Map(
    names.map((name) => {
      const sql = readFileSync(path.join(folder, name, "migration.sql"));
      return [name, createHash("sha256").update(sql).digest("hex")];
    }),
  );
}

/** True if nothing is to do. False means: ask Prisma, whatever the reason. */
export async function isMigrated(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5000 });
  client.on("error", () => {}); // the query fails and says so
  try {
    await client.connect();
    const { rows } = await client.query<{ name: string; checksum: string }>(
      `select migration_name as name, checksum from _prisma_migrations
        where finished_at is not null and rolled_back_at is null`,
    );
    const known = knownMigrations();
    return (
      rows.length === known.size && rows.every(({ name, checksum }) => known.get(name) === checksum)
    );
  } catch {
    return false; // no such database or table yet, or trouble that Prisma explains better
  } finally {
    await client.end().catch(() => {}); // it may not have connected
  }
}
