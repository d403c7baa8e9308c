/**
 * Keeps a process running: starts it again when it dies, more and more slowly if it keeps dying, and
 * ends it in order. What it logs goes to a file.
 */
import { type ChildProcess, spawn } from "node:child_process";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
} from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { leashScript } from "./package-root.ts";

export interface SuperviseOptions {
  readonly name: string;
  /** File of the program, run by this Node. */
  readonly entry: string;
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  /** Told of each death that nobody asked for. */
  readonly onDeath: (how: string, restartMs: number) => void;
}

export interface Supervised {
  readonly name: string;
  /** Of the process that runs now; undefined between a death and the restart. */
  pid(): number | undefined;
  /** How often it died without being asked to. */
  deaths(): number;
  /** The last lines of its log. */
  logTail(): string;
  stop(graceMs: number): Promise<void>;
}

const FIRST_RESTART_MS = 250;
const SLOWEST_RESTART_MS = 10_000;
/** A log longer than this, in bytes, is put aside when its process starts. */
const LONGEST_LOG = 10e6;
/** A process that lived this long starts with a clean record. */
const STABLE_MS = 10_000;

export function supervise(options: SuperviseOptions): Supervised {
  let child: ChildProcess | undefined;
  let restart: NodeJS.Timeout | undefined;
  let isStopping = false;
  let deaths = 0;
  let failures = 0;

  const start = () => {
    const startedAt = performance.now();
    const started = spawnLogged(options);
    child = started;
    const onEnd = (how: string) => {
      if (child !== started) return; // "error" and "exit" may both be told
      child = undefined;
      if (isStopping) return;
      deaths += 1;
      failures = performance.now() - startedAt > STABLE_MS ? 1 : failures + 1;
      const restartMs = Math.min(FIRST_RESTART_MS * 2 ** (failures - 1), SLOWEST_RESTART_MS);
      options.onDeath(how, restartMs);
      restart = setTimeout(start, restartMs);
    };
    started.once("error", (error) => onEnd(error.message));
    started.once("exit", (code, signal) => onEnd(signal ?? `exit code ${code}`));
  };
  start();

  return {
    name: options.name,
    pid: () => child?.pid,
    deaths: () => deaths,
    logTail: () => readFileSync(options.logFile, "utf8").slice(-2000).trim(),
    async stop(graceMs) {
      isStopping = true;
      clearTimeout(restart);
      if (child !== undefined) await end(child, graceMs);
    },
  };
}

function spawnLogged({ entry, env, logFile }: SuperviseOptions): ChildProcess {
  mkdirSync(path.dirname(logFile), { recursive: true });
  if (existsSync(logFile) && statSync(logFile).size > LONGEST_LOG) {
    renameSync(logFile, `${logFile}.old`);
  }
  const log = openSync(logFile, "a", 0o600);
  try {
    return spawn(
      process.execPath,
      ["--enable-source-maps", "--import", pathToFileURL(leashScript()).href, entry],
      {
        env,
        detached: true, // Ctrl-C reaches only the launcher, which then stops all in order
        stdio: ["ignore", log, log, "ipc"], // the channel is the leash: it closes with the launcher
      },
    );
  } finally {
    closeSync(log);
  }
}

/** Asks, then insists. */
async function end(child: ChildProcess, graceMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), graceMs);
  await ended;
  clearTimeout(timer);
}
