/** A real Redis for tests, on a free loopback port, with nothing kept on disk. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Redis } from "ioredis";
import { anyFreePort } from "../../src/launch/free-port.ts";
import { until } from "./service-until.ts";

export interface TestRedis {
  readonly url: string;
  readonly pid: number;
  command(name: string, ...words: string[]): Promise<unknown>;
  stop(): Promise<void>;
}

function findServer(): string | undefined {
  return ["redis-server", "valkey-server"].find(
    (name) => spawnSync(name, ["--version"]).status === 0,
  );
}

const server = findServer();
const isRequired = process.env["IXLAB_REQUIRE_REDIS"] === "1";

/** Why tests on Redis are skipped, or null if they run. Nobody should think they passed. */
export const redisSkipped: string | null =
  server !== undefined || isRequired
    ? null
    : "redis-server is not on the PATH (IXLAB_REQUIRE_REDIS=1 makes this an error)";
if (redisSkipped !== null) console.warn(`SKIPPED, tests on Redis: ${redisSkipped}`);

export async function startRedis(port?: number): Promise<TestRedis> {
  if (server === undefined) throw new Error("redis-server is required and not on the PATH");
  const folder = mkdtempSync(path.join(os.tmpdir(), "ixlab-redis-"));
  const at = port ?? (await anyFreePort());
  const child: ChildProcess = spawn(
    server,
    Object.entries({
      port: String(at),
      bind: "127.0.0.1",
      dir: folder,
      save: "",
      appendonly: "no",
      "maxmemory-policy": "noeviction",
    }).flatMap(([name, value]) => [`--${name}`, value]),
    { stdio: "ignore" },
  );
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const client = new Redis(at, "127.0.0.1", { lazyConnect: false });
  client.on("error", () => {}); // not up yet, or already down
  await until("Redis answers", 10, async () => client.status === "ready");
  return {
    url: `redis://127.0.0.1:${at}`,
    pid: child.pid ?? 0,
    command: (name, ...words) => client.call(name, ...words),
    async stop() {
      client.disconnect();
      child.kill("SIGKILL");
      child.kill("SIGCONT"); // in case a test stopped it
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
