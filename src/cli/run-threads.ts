/**
 * Simulates the runs of an experiment in this process, on as many threads as there are cores. The
 * order in which runs end cannot change a result: a record depends on its plan alone.
 */
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { decodeRecord, type RecordJson } from "../experiment/record-json.ts";
import type { RunPlan } from "../experiment/plan.ts";
import type { RunRecord } from "../stats/record.ts";

/** To a thread: one run. */
export interface RunOrder {
  readonly index: number;
  readonly plan: RunPlan;
}

/** From a thread: how far it is, or what it measured. */
export type RunReport =
  | { readonly kind: "progress"; readonly index: number; readonly fraction: number }
  | { readonly kind: "done"; readonly index: number; readonly record: RecordJson }
  | { readonly kind: "failed"; readonly index: number; readonly message: string };

/**
 * @param onProgress finished runs, fractions of running ones included; and the run that got further, with how far it is.
 * @param mostThreads at most this many threads.
 * @returns records by run index.
 */
export async function simulateAll(
  { runs }: { readonly runs: readonly RunOrder[] },
  onProgress: (done: number, index: number, fraction: number) => void,
  mostThreads = availableParallelism(),
): Promise<readonly RunRecord[]> {
  const records: RunRecord[] = [];
  const fractions = new Map<number, number>();
  let next = 0;
  let done = 0;
  const threads = Math.min(mostThreads, runs.length);
  const tell = (index: number, fraction: number) => {
    const running = [...fractions.values()].reduce((a, b) => a + b, 0);
    onProgress(done + running, index, fraction);
  };

  const runThread = async (): Promise<void> => {
    const worker = new Worker(fileURLToPath(new URL("../cli/run-thread.js", import.meta.url)));
    try {
      for (let run = runs[next++]; run !== undefined; run = runs[next++]) {
        const { index } = run;
        records[index] = await simulateOn(worker, { index, plan: run.plan }, (fraction) => {
          fractions.set(index, fraction);
          tell(index, fraction);
        });
        fractions.delete(index);
        done += 1;
        tell(index, 1);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: threads }, runThread));
  return records;
}

function simulateOn(
  worker: Worker,
  order: RunOrder,
  onProgress: (fraction: number) => void,
): Promise<RunRecord> {
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      worker.off("message", onMessage);
      worker.off("error", onError);
      settle();
    };
    const onError = (error: Error) => finish(() => reject(error));
    const onMessage = (report: RunReport) => {
      if (report.kind === "progress") onProgress(report.fraction);
      else if (report.kind === "done") finish(() => resolve(decodeRecord(report.record)));
      else finish(() => reject(new Error(`run ${order.index}: ${report.message}`)));
    };
    worker.on("message", onMessage);
    worker.once("error", onError);
    worker.postMessage(order);
  });
}
