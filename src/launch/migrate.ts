/**
 * Brings the database to the schema of this version, with Prisma's own migrations. Only the launcher
 * does this, before anything else runs.
 */
import { spawn } from "node:child_process";
import { packageRoot, prismaScript } from "./package-root.ts";
import { isMigrated } from "./is-migrated.ts";

/** Makes the database too if it does not exist. Throws with Prisma's own words if it fails. */
export async function migrateDatabase(databaseUrl: string): Promise<void> {
  if (await isMigrated(databaseUrl)) return;
  const child = spawn(process.execPath, [prismaScript(), "migrate", "deploy"], {
    cwd: packageRoot,
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const listen = (chunk: Buffer) => {
    said += chunk.toString("utf8");
  };
  child.stdout.on("data", listen);
  child.stderr.on("data", listen);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) {
    const password = new URL(databaseUrl).password;
    const text = password === "" ? said : said.replaceAll(password, "***");
    throw new Error(`The database could not be migrated:\n${text.trim()}`);
  }
}
