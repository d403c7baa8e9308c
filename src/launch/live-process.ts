/**
 * Is the process that a file names still the one that wrote it? A number alone is not enough: after
 * a crash or a restart of the machine it may belong to someone else, or to a zombie.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

function signalReaches(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"; // there, but not ours
  }
}

/** The command line of a process, "" if it is gone or a zombie. */
export function commandOf(pid: number): string {
  if (!signalReaches(pid)) return "";
  if (existsSync("/proc/self/cmdline")) {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
    } catch {
      return "";
    }
  }
  const { stdout } = spawnSync("ps", ["-p", String(pid), "-o", "command="], { encoding: "utf8" });
  return stdout.includes("<defunct>") ? "" : stdout.trim();
}

export const isAlive = (pid: number): boolean => commandOf(pid) !== "";

/** When a process started, as the kernel counts; null where /proc is missing. */
export function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is a name in brackets that may hold spaces; the start is the 22nd field.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}

/** Waits until the process is gone; false if it is still there after the time. */
export async function waitUntilGone(pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (isAlive(pid)) {
    if (performance.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return true;
}
