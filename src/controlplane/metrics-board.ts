/** What all elastic threads publish, as the controller finds it in shared memory. */
import type { IxOpenThread } from "../dataplane/ix-open-thread.ts";
import * as columns from "../hw/thread-columns.ts";
import { publish, type ThreadMetrics, UNPUBLISHED } from "./thread-metrics.ts";

interface Entry {
  readonly thread: IxOpenThread;
  metrics: ThreadMetrics;
  /** When it published last, and its idle time up to then. */
  publishedPs: number;
  idlePs: number;
  /** Idle time that it was parked, since it published last. */
  parkedPs: number;
  parkedAtPs: number;
}

export class MetricsBoard {
  readonly #entries: readonly Entry[];

  constructor(threads: readonly IxOpenThread[]) {
    this.#entries = threads.map((thread) => ({
      thread,
      metrics: UNPUBLISHED,
      publishedPs: 0,
      idlePs: 0,
      parkedPs: 0,
      parkedAtPs: 0,
    }));
  }

  /** Metrics of the threads that run. */
  running(): readonly ThreadMetrics[] {
    return this.#entries.filter(({ thread }) => !thread.isParked).map(({ metrics }) => metrics);
  }

  /** Every thread that runs publishes what it counted since it did so last. */
  publish(nowPs: number): void {
    for (const entry of this.#entries) if (!entry.thread.isParked) publishOne(entry, nowPs);
  }

  parked(index: number, nowPs: number): void {
    this.#entries[index]!.parkedAtPs = nowPs;
  }

  woken(index: number, nowPs: number): void {
    const entry = this.#entries[index]!;
    entry.parkedPs += nowPs - entry.parkedAtPs;
  }
}

function publishOne(entry: Entry, nowPs: number): void {
  const { thread } = entry;
  const idlePs = idlePsOf(thread.row, nowPs);
  // A thread that polls all the time makes passes that find nothing, which cost nothing here.
  const passes = Math.max(1, thread.passes);
  entry.metrics = publish(entry.metrics, {
    elapsedPs: nowPs - entry.publishedPs,
    idlePs: Math.max(0, idlePs - entry.idlePs - entry.parkedPs),
    passes,
    taken: thread.taken,
    leftWaiting: thread.leftWaiting,
    queuingDelayPs: 0,
  });
  entry.publishedPs = nowPs;
  entry.idlePs = idlePs;
  entry.parkedPs = 0;
  thread.passes = 0;
  thread.taken = 0;
  thread.leftWaiting = 0;
}

/** Idle time of a thread since the start, up to now. */
function idlePsOf(row: number, nowPs: number): number {
  const openPs = columns.isBusy[row] === 0 ? nowPs - columns.sincePs[row]! : 0;
  return columns.idlePs[row]! + openPs;
}
