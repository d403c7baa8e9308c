/**
 * The events of one experiment for one subscriber: first a snapshot (state and progress), then what
 * happened after a sequence number, in order. Progress is not an event of its own in the order: it
 * is what the rows say after each batch, so it is told at most twice a second.
 */
import type { StoredEvent } from "../../db/read/events.ts";
import type { ExperimentState } from "../../db/lifecycle.ts";
import type { StoredExperiment } from "../../db/read/stored.ts";
import { type EventFeed, EVENTS_PAGE } from "./event-feed.ts";
import { reasonOf, type StateReason } from "./experiment.ts";

interface Happened {
  readonly seq: bigint;
  readonly at: Date;
}

export type ExperimentEvent =
  | (Happened & { readonly kind: "PROGRESS"; readonly experiment: StoredExperiment })
  | (Happened & {
      readonly kind: "STATE";
      readonly state: ExperimentState;
      readonly reason: StateReason | null;
    })
  | (Happened & { readonly kind: "RUN_FINISHED"; readonly runId: string });

/** Least time between two progress events: two a second. */
const PROGRESS_MS = 500;

export interface WatchOptions {
  readonly feed: EventFeed;
  readonly experimentId: string;
  /** Null: from now on. */
  readonly afterSeq: bigint | null;
  readonly signal: AbortSignal;
}

/** Ends once the experiment has ended and everything was told, or the signal is aborted. */
export async function* watchExperiment(options: WatchOptions): AsyncGenerator<ExperimentEvent> {
  const { feed, experimentId, afterSeq, signal } = options;
  const first = await feed.experiment(experimentId);
  if (first === null) return;
  // A position that was never given out, beyond the last event, means: from now on.
  let seq = afterSeq !== null && afterSeq < first.eventSeq ? afterSeq : first.eventSeq;
  yield* snapshot(first, seq);
  let progressAt = performance.now();
  for (;;) {
    // Listening before reading: what happens in between wakes the next round.
    const woken = feed.changed(experimentId, signal);
    // State before events: if it has ended by now, no event can follow those that are read next.
    const now = await feed.experiment(experimentId);
    const events = await feed.events(experimentId, seq);
    for (const event of events) {
      seq = event.seq;
      const told = tell(event);
      if (told !== null) yield told;
    }
    if (events.length === 0) {
      if (now === null || now.finishedAt !== null) return;
      await woken;
      if (signal.aborted) return;
    } else if (events.length < EVENTS_PAGE) {
      const wait = progressAt + PROGRESS_MS - performance.now();
      await pause(wait, signal);
      if (signal.aborted) return;
      const experiment = await feed.experiment(experimentId);
      if (experiment === null) return;
      yield { kind: "PROGRESS", seq, at: new Date(), experiment };
      progressAt = performance.now();
    }
  }
}

/** Ends early if the signal is aborted. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, Math.max(0, ms));
    signal.addEventListener("abort", end);
    if (signal.aborted) end();
  });
}

function* snapshot(experiment: StoredExperiment, seq: bigint): Generator<ExperimentEvent> {
  const at = new Date();
  const { state } = experiment;
  yield { kind: "STATE", seq, at, state, reason: reasonOf(experiment) };
  yield { kind: "PROGRESS", seq, at, experiment };
}

/** An event as subscribers see it; null for those that only mean progress, or newer kinds. */
function tell({ seq, at, kind, payload }: StoredEvent): ExperimentEvent | null {
  const details = payload as Readonly<Record<string, unknown>>;
  if (kind === "STATE") {
    const { state, reasonCode, reasonMessage } = details;
    const message = typeof reasonMessage === "string" ? reasonMessage : "";
    const reason = typeof reasonCode === "string" ? { code: reasonCode, message } : null;
    return { kind, seq, at, state: state as ExperimentState, reason };
  }
  if (kind === "RUN_FINISHED") return { kind, seq, at, runId: String(details["runId"]) };
  return null;
}
