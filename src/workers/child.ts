/**
 * A process that simulates: takes a plan from its parent, answers with the record, and knows nothing
 * else, not even where the database is. It can be killed at any moment.
 */
import { setPriority } from "node:os";
import { Worker } from "node:worker_threads";
import { raiseInliningLimits } from "../compiler-flags.ts";
import { recordDigest } from "../experiment/digest.ts";
import { encodeRecord } from "../experiment/record-json.ts";
import { simulate } from "../experiment/simulate.ts";
import { failIfAsked } from "./failpoint.ts";
import type { ChildMessage, SimulateMessage } from "./messages.ts";

/** Lowest but one of the usual priorities: API and database on the same machine come first. */
const NICE = 10;
/** Progress is told at most this often. */
const PROGRESS_EVERY_MS = 250;

/**
 * While a simulation runs, this process hears nothing, not even that its parent died. A thread looks
 * for it: an orphan has another parent than the one that names itself, which may have died before this line.
 */
const WATCHDOG = `
  const parent = ${Number(process.argv[2])};
  setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, "SIGKILL"); }, 1000);
`;

raiseInliningLimits();

function tell(message: ChildMessage): void {
  process.send?.(message);
}

function compute({ plan, contentKey }: SimulateMessage): ChildMessage {
  const startedAt = performance.now();
  let toldAt = startedAt;
  try {
    failIfAsked(process.env["IXLAB_FAILPOINT"], contentKey);
    const record = simulate(plan, (fraction) => {
      const now = performance.now();
      if (now - toldAt < PROGRESS_EVERY_MS) return;
      toldAt = now;
      tell({ kind: "PROGRESS", fraction });
    });
    const wallMs = performance.now() - startedAt;
    return {
      kind: "DONE",
      record: JSON.stringify(encodeRecord(record)),
      digest: recordDigest(record),
      wallMs,
    };
  } catch (error) {
    return { kind: "THREW", message: error instanceof Error ? error.message : String(error) };
  }
}

setPriority(NICE);
new Worker(WATCHDOG, { eval: true }).unref();
process.once("disconnect", () => process.exit(0));
// Ctrl-C in a terminal reaches every process: the parent decides what becomes of the run.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => {});
process.on("message", (message: SimulateMessage) => tell(compute(message)));
tell({ kind: "READY" });
