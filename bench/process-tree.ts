/**
 * Processor time of this process and of all that descend from it: what a service of many processes costs, however busy
 * the machine is with other programs.
 */
import { readdirSync, readFileSync } from "node:fs";

/** Linux counts processor time for programs in hundredths of a second, on every architecture (USER_HZ). */
const MS_PER_TICK = 10;

interface ProcessTime {
  readonly parent: number;
  /** Of the process itself and of its children that have ended. */
  readonly ms: number;
}

/** What /proc says of a process; undefined if it has ended. */
function timeOf(pid: number): ProcessTime | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // proc(5): the name, in brackets, may hold anything; after it come state, parent, ...
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const [utime, stime, cutime, cstime] = fields.slice(11, 15).map(Number);
    const ticks = (utime ?? 0) + (stime ?? 0) + (cutime ?? 0) + (cstime ?? 0);
    return { parent: Number(fields[1]), ms: ticks * MS_PER_TICK };
  } catch {
    return undefined;
  }
}

/** In ms since each of them began; null where there is no /proc to ask. */
export function treeCpuMs(): number | null {
  if (process.platform !== "linux") return null;
  const times = new Map<number, ProcessTime>();
  for (const name of readdirSync("/proc")) {
    const pid = Number(name);
    const time = Number.isInteger(pid) ? timeOf(pid) : undefined;
    if (time !== undefined) times.set(pid, time);
  }
  const isOurs = (pid: number): boolean => {
    if (pid === process.pid) return true;
    const parent = times.get(pid)?.parent;
    return parent !== undefined && parent !== 0 && isOurs(parent);
  };
  let sum = 0;
  for (const [pid, { ms }] of times) if (isOurs(pid)) sum += ms;
  return sum;
}
