/** Starts and stops the embedded Postgres on a cluster, or finds the one that already runs there. */
import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { anyFreePort } from "./free-port.ts";
import { commandOf, isAlive, waitUntilGone } from "./live-process.ts";
import { POSTGRES_USER } from "./postgres-cluster.ts";
import type { PostgresFiles } from "./postgres-files.ts";

export interface PostgresServer {
  readonly pid: number;
  readonly port: number;
  /** True if it ran before we came: its launcher died. */
  readonly adopted: boolean;
}

const START_TIMEOUT_MS = 60_000; // recovery after a crash may take a while
const STOP_TIMEOUT_MS = 20_000;

export function addressOf(port: number, password: string, database: string): string {
  return `postgresql://${POSTGRES_USER}:${password}@127.0.0.1:${port}/${database}`;
}

/** Undefined if the server lets us in and serves this cluster; else why not. */
async function whyNot(port: number, password: string, data: string): Promise<string | undefined> {
  const client = new pg.Client({
    connectionString: addressOf(port, password, "postgres"),
    connectionTimeoutMillis: 2000,
  });
  client.on("error", () => {}); // the server may end while we ask; the query below says so
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string }>(
      "select current_setting('data_directory') as folder",
    );
    return rows[0]?.folder === data ? undefined : `it serves ${rows[0]?.folder}`;
  } catch (error) {
    return error instanceof Error ? error.message || String(error) : String(error);
  } finally {
    await client.end().catch(() => {});
  }
}

/** Waits until the server lets us in. */
async function waitUntilReady(
  { pid, port }: { readonly pid: number; readonly port: number },
  password: string,
  files: PostgresFiles,
): Promise<void> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  for (;;) {
    const reason = await whyNot(port, password, files.data);
    if (reason === undefined) return;
    if (!isAlive(pid)) throw new Error(`Postgres ended while it started.\n${logTail(files)}`);
    if (performance.now() > deadline) {
      throw new Error(`Postgres (process ${pid}) is not ready: ${reason}\n${logTail(files)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const logFile = (files: PostgresFiles) => `${files.data}.log`;

function logTail(files: PostgresFiles): string {
  if (!existsSync(logFile(files))) return "";
  return readFileSync(logFile(files), "utf8").slice(-2000);
}

/** A server that lives on this cluster because its launcher was killed. Removes a stale pid file. */
export async function adoptServer(
  files: PostgresFiles,
  password: string,
): Promise<PostgresServer | undefined> {
  const pidFile = path.join(files.data, "postmaster.pid");
  if (!existsSync(pidFile)) return undefined;
  const lines = readFileSync(pidFile, "utf8").split("\n");
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  // A number that now belongs to another program, even another Postgres, says that ours is gone.
  if (!Number.isInteger(pid) || !commandOf(pid).includes(files.data)) {
    rmSync(pidFile, { force: true });
    return undefined;
  }
  await waitUntilReady({ pid, port }, password, files);
  return { pid, port, adopted: true };
}

export async function startServer(
  files: PostgresFiles,
  password: string,
  port?: number,
): Promise<PostgresServer> {
  port ??= await anyFreePort();
  const log = openSync(logFile(files), "a", 0o600);
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "200",
    shared_buffers: "128MB",
    timezone: "UTC",
  };
  const child = spawn(
    path.join(files.bin, "postgres"),
    ["-D", files.data, "-p", String(port)].concat(
      Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ),
    {
      ...files.runAs,
      cwd: path.parse(files.data).root,
      env: { LC_ALL: "C" },
      detached: true, // Ctrl-C in the terminal must reach the workers first, and not the server
      stdio: ["ignore", "ignore", log], // a file, not a pipe: the server may outlive this process
    },
  );
  closeSync(log);
  child.unref();
  if (child.pid === undefined) {
    const error = await new Promise<Error>((resolve) => child.once("error", resolve));
    throw new Error(`Postgres could not be started: ${error.message}`);
  }
  const server = { pid: child.pid, port, adopted: false };
  await waitUntilReady(server, password, files);
  return server;
}

/** Stops the server as an operator would: clients are cut off, everything is written. */
export async function stopServer({ pid }: PostgresServer): Promise<void> {
  if (!isAlive(pid)) return;
  process.kill(pid, "SIGINT");
  if (await waitUntilGone(pid, STOP_TIMEOUT_MS)) return;
  if (isAlive(pid)) process.kill(pid, "SIGQUIT"); // at once; the next start recovers from the log
  await waitUntilGone(pid, STOP_TIMEOUT_MS);
}
