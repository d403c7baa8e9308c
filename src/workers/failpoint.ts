/**
 * Failures on demand, for tests of what happens then. `IXLAB_FAILPOINT=<what>:<start of a content
 * key>` makes the child that computes such a run
 *
 *   crash          kill itself
 *   crash-parent   kill its parent, then itself
 *   spin           never end
 *   memory         fill its heap
 *   throw          throw an error
 */
export function failIfAsked(failpoint: string | undefined, contentKey: string): void {
  const [what, key] = (failpoint ?? "").split(":");
  if (key === undefined || !contentKey.startsWith(key)) return;
  if (what === "crash-parent") process.kill(process.ppid, "SIGKILL");
  if (what === "crash" || what === "crash-parent") process.kill(process.pid, "SIGKILL");
  if (what === "spin") for (;;);
  if (what === "memory")
    for (const heap: unknown[] = []; ; ) heap.push(Array.from({ length: 1024 }, Math.random));
  throw new Error("asked to throw by IXLAB_FAILPOINT");
}
