/**
 * Postgres refuses to run as root. Started as root, we hand it to an unprivileged user, and then
 * must know which files that user can reach. Started as anyone else, nothing changes.
 */
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import path from "node:path";

/** Options for `spawn`; empty when the process keeps its own user. */
export interface RunAs {
  readonly uid?: number;
  readonly gid?: number;
}

const CANDIDATES = ["postgres", "nobody"];

function idOf(user: string, flag: "-u" | "-g"): number | undefined {
  const { status, stdout } = spawnSync("id", [flag, user], { encoding: "utf8" });
  return status === 0 ? Number(stdout) : undefined;
}

/** Who runs the server. */
export function unprivilegedUser(): RunAs {
  if (process.getuid?.() !== 0) return {};
  for (const user of CANDIDATES) {
    const uid = idOf(user, "-u");
    const gid = idOf(user, "-g");
    if (uid !== undefined && gid !== undefined) return { uid, gid };
  }
  throw new Error(
    `Postgres does not run as root, and this machine has none of the users ${CANDIDATES.join(", ")}. ` +
      "Start ixlab as an ordinary user, or set DATABASE_URL.",
  );
}

/** Can any user reach `target`? Every folder on the way that exists must be open to pass through. */
export function isReachableByAll(target: string): boolean {
  for (let folder = path.resolve(target); ; folder = path.dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false;
    if (folder === path.dirname(folder)) return true;
  }
}
