/** A thread of `ixlab run`: simulates the runs it is sent, one at a time. */
import { parentPort } from "node:worker_threads";
import { encodeRecord } from "../experiment/record-json.ts";
import { simulate } from "../experiment/simulate.ts";
import type { RunOrder, RunReport } from "./run-threads.ts";

const port = parentPort;
if (port === null) throw new Error("run-thread is started by run-threads");

const tell = (report: RunReport) => port.postMessage(report);

port.on("message", ({ index, plan }: RunOrder) => {
  try {
    const record = simulate(plan, (fraction) => tell({ kind: "progress", index, fraction }));
    tell({ kind: "done", index, record: encodeRecord(record) });
  } catch (error) {
    tell({
      kind: "failed",
      index,
      message: error instanceof Error ? error.message : String(error),
    });
  }
});
