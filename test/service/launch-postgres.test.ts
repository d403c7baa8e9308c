/** The embedded Postgres: who may use it, what a crash leaves behind, and what the next start does. */
import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from "../../src/launch/embedded-postgres.ts";
import { isAlive, waitUntilGone } from "../../src/launch/live-process.ts";
import { migrateDatabase } from "../../src/launch/migrate.ts";
import { packageRoot, prismaScript } from "../../src/launch/package-root.ts";
import { isReachableByAll } from "../../src/launch/unprivileged.ts";
import { temporaryFolder } from "../support/service-postgres.ts";

let folder: string;
const running: EmbeddedPostgres[] = [];
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(async () => {
  for (const postgres of running.splice(0)) await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(data = folder): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres(data);
  running.push(postgres);
  return postgres;
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows[0];
  } finally {
    await client.end();
  }
}

const inDatabase = (url: string, database: string) => url.replace(/\/[^/]*$/, `/${database}`);

test("it runs unprivileged, on loopback only, and wants a password that only its owner can read", async () => {
  const { url, pid, port } = await start();
  const admin = inDatabase(url, "postgres");
  expect(await ask(admin, "show listen_addresses")).toEqual({ listen_addresses: "127.0.0.1" });
  expect(await ask(admin, "select 1 as one")).toEqual({ one: 1 });
  await expect(ask(`postgresql://ixlab@127.0.0.1:${port}/postgres`, "select 1")).rejects.toThrow();
  const wrong = ask(`postgresql://ixlab:wrong@127.0.0.1:${port}/postgres`, "select 1");
  await expect(wrong).rejects.toThrow("password authentication failed");
  expect(statSync(path.join(folder, "postgres-password")).mode & 0o777).toBe(0o600);
  expect(statSync(`/proc/${pid}`).uid).not.toBe(0);
});

test("a server that outlived its launcher is adopted with its data", async () => {
  const first = await start();
  await ask(inDatabase(first.url, "postgres"), "create table kept as select 42 as answer");
  first.lock.release(); // as if the launcher were dead
  const second = await start();
  expect(second).toMatchObject({ adopted: true, pid: first.pid, port: first.port });
  expect(await ask(inDatabase(second.url, "postgres"), "table kept")).toEqual({ answer: 42 });
});

test("a killed server leaves a stale pid file, and the next start recovers what was committed", async () => {
  const first = await start();
  await ask(inDatabase(first.url, "postgres"), "create table kept as select 42 as answer");
  process.kill(first.pid, "SIGKILL");
  await waitUntilGone(first.pid, 10_000);
  first.lock.release();
  expect(existsSync(path.join(first.data, "postmaster.pid"))).toBe(true);
  const second = await start();
  expect(second.adopted).toBe(false);
  expect(await ask(inDatabase(second.url, "postgres"), "table kept")).toEqual({ answer: 42 });
});

test("a pid file whose number now belongs to another program is not believed", async () => {
  const first = await start();
  await first.stop();
  const pidFile = path.join(first.data, "postmaster.pid");
  writeFileSync(pidFile, `${process.pid}\n${first.data}\n0\n${first.port}\n\n127.0.0.1\n\n`);
  expect((await start()).adopted).toBe(false);
});

test("half a cluster, left by a crash while it was made, is made anew", async () => {
  const { data } = await start();
  await running.pop()?.stop();
  rmSync(path.join(data, "ixlab-complete"));
  rmSync(path.join(data, "global"), { recursive: true });
  const { url } = await start();
  expect(await ask(inDatabase(url, "postgres"), "select 1 as one")).toEqual({ one: 1 });
});

test("a second launcher on the same data folder is refused, and told whom to ask", async () => {
  const { port } = await start();
  const second = startEmbeddedPostgres(folder);
  await expect(second).rejects.toThrow(`process ${process.pid}`);
  await expect(second).rejects.toThrow(`127.0.0.1:${port}`);
  await expect(second).rejects.toThrow("IXLAB_DATA");
});

test("a lock whose process is gone is taken over", async () => {
  const { pid } = spawnSync(process.execPath, ["-e", "0"]);
  writeFileSync(path.join(folder, "launcher.json"), JSON.stringify({ pid, startedAt: "1" }));
  await start();
  const holder = JSON.parse(readFileSync(path.join(folder, "launcher.json"), "utf8"));
  expect(holder.pid).toBe(process.pid);
});

test("a lock whose number now belongs to another process is taken over", async () => {
  const other = spawn("sleep", ["60"]);
  const lock = { pid: other.pid, startedAt: "1" }; // it started at another time
  writeFileSync(path.join(folder, "launcher.json"), JSON.stringify(lock));
  await start();
  other.kill();
});

const isRoot = process.getuid?.() === 0;

test.skipIf(!isRoot)("below a private folder (as root) it moves to a folder of ours", async () => {
  const home = path.join(folder, "home");
  mkdirSync(home, { mode: 0o700 });
  expect(isReachableByAll(home)).toBe(false);
  const postgres = await start(path.join(home, "data"));
  expect(postgres.isTemporary).toBe(true);
  expect(postgres.data.startsWith(os.tmpdir())).toBe(true);
  const own = path.dirname(postgres.data);
  await running.pop()?.stop();

  // Somebody else's folder of that name is not used.
  chmodSync(own, 0o777);
  await expect(startEmbeddedPostgres(path.join(home, "data"))).rejects.toThrow("somebody else");
  rmSync(own, { recursive: true });
});

test("migrations bring a new database exactly to the schema, and twice is once", async () => {
  const { url } = await start();
  await migrateDatabase(url);
  await migrateDatabase(url);
  const diff = spawnSync(
    process.execPath,
    [
      prismaScript(),
      "migrate",
      "diff",
      "--exit-code",
      "--from-migrations=prisma/migrations",
      "--to-schema=prisma/schema.prisma",
    ],
    {
      cwd: packageRoot,
      encoding: "utf8",
      env: { ...process.env, DATABASE_URL: inDatabase(url, "postgres") },
    },
  );
  expect(`${diff.stdout}${diff.stderr}`).toContain("No difference detected");
  expect(diff.status).toBe(0); // 2: prisma/schema.prisma was changed without a migration
});

test("a migration that fails says why, without the password", async () => {
  const { url, pid, port } = await start();
  const failed = migrateDatabase(url.replace("ixlab:", "nobody:"));
  await expect(failed).rejects.toThrow("could not be migrated");
  await expect(failed).rejects.not.toThrow(new URL(url).password);
  expect(isAlive(pid) && port > 0).toBe(true);
});
