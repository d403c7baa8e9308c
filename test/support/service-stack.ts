/** The whole service as processes: launcher, API, workers and an embedded Postgres. */
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { until } from "./service-until.ts";

export interface TestStack {
  readonly url: string;
  readonly databaseUrl: string;
  /** Process ids at the start, by name: api, worker-1. */
  readonly pids: Readonly<Record<string, number>>;
  readonly launcher: ChildProcess;
  /** What the launcher has said so far. */
  news(): string;
  readonly ended: Promise<number | string>;
}

const SCRIPT = fileURLToPath(new URL("service-launcher.ts", import.meta.url));

/** Servers of whoever runs the tests. */
const NOT_OURS = { DATABASE_URL: "", REDIS_URL: "" };

const SHORT = {
  IXLAB_LEASE_SECONDS: "2",
  IXLAB_HEARTBEAT_SECONDS: "0.5",
  IXLAB_RECONCILE_SECONDS: "0.5",
  IXLAB_POLL_SECONDS: "1",
  IXLAB_GRACE_SECONDS: "5",
  IXLAB_PORT: "41300",
};

export interface TestLauncher extends Omit<TestStack, "url" | "databaseUrl" | "pids"> {
  /** Rejects with what the launcher said if it ended instead. */
  readonly ready: Promise<TestStack>;
}

export function launch(dataFolder: string, settings: NodeJS.ProcessEnv = {}): TestLauncher {
  const launcher = spawn(process.execPath, ["--import", "tsx", SCRIPT], {
    env: { ...process.env, ...NOT_OURS, ...SHORT, IXLAB_DATA: dataFolder, ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let news = "";
  launcher.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString("utf8");
  });
  launcher.stderr.on("data", (chunk: Buffer) => {
    news += chunk.toString("utf8");
  });
  let hasEnded = false;
  const ended = new Promise<number | string>((resolve) => {
    launcher.once("close", (code, signal) => {
      hasEnded = true;
      resolve(signal ?? code ?? -1);
    });
  });
  const parts = { launcher, news: () => news, ended };
  const ready = until("the launcher is ready", 60, () => {
    if (hasEnded) throw new Error(`the launcher ended: ${news}`);
    return out.includes("\n");
  }).then(() => ({
    ...parts,
    ...(JSON.parse(out) as Pick<TestStack, "url" | "databaseUrl" | "pids">),
  }));
  ready.catch(() => {}); // tests that want the refusal await it themselves
  return { ...parts, ready };
}
