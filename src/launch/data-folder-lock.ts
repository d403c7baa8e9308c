/**
 * One launcher per data folder: a file names the process that holds it. A launcher that was killed
 * leaves the file behind; the next one sees that its process is gone and takes over.
 */
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { isAlive, startOf } from "./live-process.ts";

interface Holder {
  readonly pid: number;
  /** Tells the process from a later one with the same number. */
  readonly startedAt: string | null;
  readonly postgresPort?: number;
  readonly url?: string;
}

export interface DataFolderLock {
  /** Adds what a second launcher should tell its user. */
  describe(details: { readonly postgresPort?: number; readonly url?: string }): void;
  release(): void;
}

function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Holder;
  } catch {
    return undefined; // gone, or not ours
  }
}

function isHeld(holder: Holder): boolean {
  if (!isAlive(holder.pid)) return false;
  return holder.startedAt === null || holder.startedAt === startOf(holder.pid);
}

/** Port of the Postgres that another launcher runs on this data folder now; undefined if none does. */
export function postgresPortOf(folder: string): number | undefined {
  const holder = readHolder(lockFile(folder));
  return holder !== undefined && isHeld(holder) ? holder.postgresPort : undefined;
}

const lockFile = (folder: string): string => path.join(folder, "launcher.json");

function refusal(folder: string, holder: Holder): Error {
  const database =
    holder.postgresPort === undefined
      ? "is starting there"
      : `has its Postgres on 127.0.0.1:${holder.postgresPort}` +
        (holder.url === undefined ? "" : ` and serves ${holder.url}`);
  return new Error(
    `The data folder ${folder} is in use: ixlab (process ${holder.pid}) ${database}. ` +
      "Use that one, stop it, or set IXLAB_DATA to another folder.",
  );
}

export function lockDataFolder(folder: string): DataFolderLock {
  // A new folder is open to pass through, whatever the umask: the server may be another user.
  if (mkdirSync(folder, { recursive: true }) !== undefined) chmodSync(folder, 0o755);
  const file = lockFile(folder);
  let holder: Holder = { pid: process.pid, startedAt: startOf(process.pid) };
  const write = (at: string) => writeFileSync(at, JSON.stringify(holder), { mode: 0o600 });
  const draft = `${file}.${process.pid}`;
  write(draft);
  try {
    take(draft, file, folder);
  } finally {
    rmSync(draft, { force: true });
  }
  return {
    describe(details) {
      holder = { ...holder, ...details };
      write(file);
    },
    release() {
      if (readHolder(file)?.pid === process.pid) rmSync(file, { force: true });
    },
  };
}

/** A link is made or refused in one step, so two launchers cannot both get it. */
function take(draft: string, file: string, folder: string): void {
  for (let tries = 0; tries < 3; tries++) {
    const before = readHolder(file);
    if (before !== undefined && isHeld(before)) throw refusal(folder, before);
    if (existsSync(file)) rmSync(file, { force: true });
    try {
      linkSync(draft, file);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
  throw new Error(`The data folder ${folder} was taken by another ixlab just now. Try again.`);
}
