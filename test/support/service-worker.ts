/** Worker processes of tests: the built program, with short leases. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { workerEntry } from "../../src/launch/package-root.ts";

export interface TestWorker {
  readonly pid: number;
  /** What it has logged so far. */
  log(): string;
  /** Process ids of its children. */
  children(): readonly number[];
  signal(name: NodeJS.Signals): void;
  isAlive(): boolean;
  /** Exit code, or the name of the signal that ended it. */
  readonly ended: Promise<number | string>;
}

export type Settings = Readonly<Record<string, string | undefined>>;

/** Lease 2 s, heartbeat and reconciler each half a second. */
const SHORT: Settings = {
  IXLAB_LEASE_SECONDS: "2",
  IXLAB_HEARTBEAT_SECONDS: "0.5",
  IXLAB_RECONCILE_SECONDS: "0.5",
  IXLAB_POLL_SECONDS: "1",
  IXLAB_GRACE_SECONDS: "5",
  IXLAB_CHILDREN: "2",
};

/** What is started here and forgotten by a test that failed. */
const started = new Set<ChildProcess>();

export function startTestWorker(settings: Settings): TestWorker {
  const child = spawn(process.execPath, ["--enable-source-maps", workerEntry()], {
    env: { PATH: process.env["PATH"], ...SHORT, ...settings },
    stdio: ["ignore", "ignore", "pipe"],
  });
  started.add(child);
  let log = "";
  child.stderr.on("data", (chunk: Buffer) => {
    log += chunk.toString("utf8");
  });
  const ended = new Promise<number | string>((resolve) => {
    child.once("exit", (code, signal) => {
      started.delete(child);
      resolve(signal ?? code ?? -1);
    });
  });
  child.once("close", (code) => {
    // Tests end workers by signals: this one crashed, and what waits for it could not say why.
    if (code !== null && code > 0) console.error(`worker ${pid} ended by itself:\n${log}`);
  });
  const pid = child.pid ?? 0;
  return {
    pid,
    log: () => log,
    children: () => childrenOf(pid),
    signal: (name) => {
      child.kill(name);
    },
    isAlive: () => child.exitCode === null && child.signalCode === null,
    ended,
  };
}

/** Ends every worker that a test left behind, stopped ones too. */
export async function endAllWorkers(): Promise<void> {
  const ends = [...started].map((child) => {
    const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    child.kill("SIGKILL");
    child.kill("SIGCONT");
    return ended;
  });
  await Promise.all(ends);
}

/** Processes whose parent is `pid`. */
export function childrenOf(pid: number): readonly number[] {
  if (!existsSync("/proc/self/stat")) throw new Error("these tests need /proc");
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((candidate) => parentOf(candidate) === pid);
}

function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return state === "Z" ? undefined : Number(parent);
  } catch {
    return undefined; // gone meanwhile
  }
}
