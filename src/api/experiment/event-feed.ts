/**
 * What happens to experiments, for any number of subscribers. A notification, or else a look every
 * second, wakes those who wait for an experiment; each then reads on from its own position. Nothing
 * is queued for a subscriber beyond the page it is being served, so a slow one costs no memory, and
 * subscribers at the same position share one read.
 */
import { readEventsAfter, type StoredEvent } from "../../db/read/events.ts";
import { readExperiments } from "../../db/read/experiments.ts";
import { type Listening, listenForExperiments } from "../../db/read/listen.ts";
import type { Db, StoredExperiment } from "../../db/read/stored.ts";

/** Events that one subscriber may have in memory. */
export const EVENTS_PAGE = 100;
/** For notifications that were lost. */
const POLL_MS = 1000;

export interface FeedOptions {
  readonly db: Db;
  readonly databaseUrl: string;
  readonly onTrouble: (error: unknown) => void;
}

export class EventFeed {
  readonly #db: Db;
  /** Who waits for which experiment. */
  readonly #waiting = new Map<string, Set<() => void>>();
  readonly #reads = new Map<string, Promise<unknown>>();
  /** Raised by every wake: a read begun before it may not know what it is about. */
  #wakes = 0;
  readonly #listening: Listening;
  readonly #poll: NodeJS.Timeout;

  constructor({ db, databaseUrl, onTrouble }: FeedOptions) {
    this.#db = db;
    this.#listening = listenForExperiments(databaseUrl, (id) => this.#wake(id), onTrouble);
    this.#poll = setInterval(() => {
      for (const experimentId of this.#waiting.keys()) this.#wake(experimentId);
    }, POLL_MS);
    this.#poll.unref();
  }

  /** Resolves when something may have happened to the experiment, or the signal is aborted. */
  changed(experimentId: string, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(experimentId) ?? new Set();
      const wake = () => {
        signal.removeEventListener("abort", wake);
        waiting.delete(wake);
        if (waiting.size === 0) this.#waiting.delete(experimentId);
        resolve();
      };
      waiting.add(wake);
      this.#waiting.set(experimentId, waiting);
      signal.addEventListener("abort", wake);
      if (signal.aborted) wake();
    });
  }

  experiment(experimentId: string): Promise<StoredExperiment | null> {
    return this.#shared(`experiment ${experimentId}`, async () => {
      const [experiment] = await readExperiments(this.#db, [experimentId]);
      return experiment ?? null;
    });
  }

  events(experimentId: string, afterSeq: bigint): Promise<readonly StoredEvent[]> {
    return this.#shared(`events ${experimentId} ${afterSeq}`, () =>
      readEventsAfter(this.#db, experimentId, afterSeq, EVENTS_PAGE),
    );
  }

  async close(): Promise<void> {
    clearInterval(this.#poll);
    await this.#listening.close();
  }

  #wake(experimentId: string): void {
    this.#wakes += 1;
    for (const wake of this.#waiting.get(experimentId) ?? []) wake();
  }

  /** Those who ask the same while the answer is being read get the same answer. */
  #shared<Answer>(asked: string, read: () => Promise<Answer>): Promise<Answer> {
    const question = `${this.#wakes} ${asked}`;
    const running = this.#reads.get(question);
    // The question names the kind of answer, so a running read has its type.
    if (running !== undefined) return running as Promise<Answer>;
    const answer = read().finally(() => this.#reads.delete(question));
    this.#reads.set(question, answer);
    return answer;
  }
}
