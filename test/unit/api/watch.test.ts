/** The events of an experiment for one subscriber, against a database that is a list. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { EVENTS_PAGE, type EventFeed } from "../../../src/api/experiment/event-feed.ts";
import { type ExperimentEvent, watchExperiment } from "../../../src/api/experiment/watch.ts";
import type { StoredEvent } from "../../../src/db/read/events.ts";
import type { StoredExperiment } from "../../../src/db/read/stored.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** An experiment whose events are a list, and whose subscribers are woken by `stir`. */
class FakeFeed {
  readonly stored: StoredEvent[] = [];
  finishedAt: Date | null = null;
  readonly #waiting = new Set<() => void>();

  happen(kind: string, payload: object = {}): void {
    this.stored.push({ seq: BigInt(this.stored.length + 1), kind, payload, at: new Date() });
  }
  stir(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
  changed(_id: string, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.add(resolve);
      signal.addEventListener("abort", () => resolve());
    });
  }
  async experiment(): Promise<StoredExperiment> {
    const eventSeq = BigInt(this.stored.length);
    const state = this.finishedAt === null ? "RUNNING" : "SUCCEEDED";
    const row = { id: "e", state, eventSeq, finishedAt: this.finishedAt, reasonCode: null };
    return row as unknown as StoredExperiment;
  }
  async events(_id: string, after: bigint): Promise<readonly StoredEvent[]> {
    return this.stored.filter((event) => event.seq > after).slice(0, EVENTS_PAGE);
  }
}

async function start(fake: FakeFeed, afterSeq: bigint | null = null) {
  const seen: ExperimentEvent[] = [];
  const gone = new AbortController();
  const feed = fake as unknown as EventFeed;
  const events = watchExperiment({ feed, experimentId: "e", afterSeq, signal: gone.signal });
  const ended = (async () => {
    for await (const event of events) seen.push(event);
  })();
  await vi.advanceTimersByTimeAsync(0);
  return { seen, gone, ended };
}
const kinds = (seen: readonly ExperimentEvent[]) => seen.map((event) => event.kind);

describe("watching an experiment", () => {
  it("tells runs at once, and progress at most once in half a second", async () => {
    const fake = new FakeFeed();
    const { seen, gone } = await start(fake);
    for (let i = 0; i < 40; i += 1) {
      fake.happen("RUN_FINISHED", { runId: `r${i}` });
      fake.happen("PROGRESS");
      fake.stir();
      await vi.advanceTimersByTimeAsync(50);
    }
    await vi.advanceTimersByTimeAsync(1000);
    gone.abort();
    const runs = seen.flatMap((event) => (event.kind === "RUN_FINISHED" ? [event.runId] : []));
    expect(runs).toEqual(Array.from({ length: 40 }, (_, i) => `r${i}`));
    // Two seconds of events, the snapshot, and the one after the last event.
    const progress = kinds(seen).filter((kind) => kind === "PROGRESS").length;
    expect(progress).toBeGreaterThanOrEqual(4);
    expect(progress).toBeLessThanOrEqual(6);
    expect(seen.every((e, i) => e.seq >= (seen[i - 1]?.seq ?? 0n))).toBe(true);
  });

  it("reads a long past page by page without waiting, and in order", async () => {
    const fake = new FakeFeed();
    const many = 3 * EVENTS_PAGE + 7;
    for (let i = 0; i < many; i += 1) fake.happen("RUN_FINISHED", { runId: `r${i}` });
    fake.finishedAt = new Date();
    const { seen, ended } = await start(fake, 0n);
    expect(kinds(seen).filter((kind) => kind === "RUN_FINISHED")).toHaveLength(many);
    await vi.advanceTimersByTimeAsync(1000);
    await ended;
    const seqs = seen.map((e) => e.seq);
    expect(seqs).toEqual(seqs.toSorted((a, b) => Number(a - b)));
  });

  it("has no more than a page in memory for one who does not read", async () => {
    const fake = new FakeFeed();
    for (let i = 0; i < 1000; i += 1) fake.happen("RUN_FINISHED", { runId: `r${i}` });
    const read = vi.spyOn(fake, "events");
    const { signal } = new AbortController();
    const feed = fake as unknown as EventFeed;
    const events = watchExperiment({ feed, experimentId: "e", afterSeq: 0n, signal });
    for (let i = 0; i < 5; i += 1) await events.next();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(read).toHaveBeenCalledTimes(1);
  });

  it("ends at once when its subscriber leaves while it waits", async () => {
    const fake = new FakeFeed();
    const { seen, gone, ended } = await start(fake);
    expect(kinds(seen)).toEqual(["STATE", "PROGRESS"]);
    gone.abort();
    await ended;
    expect(kinds(seen)).toEqual(["STATE", "PROGRESS"]);
  });

  it("goes on when told although nobody woke it for what came in between", async () => {
    const fake = new FakeFeed();
    const { seen, ended } = await start(fake);
    fake.happen("RUN_FINISHED", { runId: "lost" });
    fake.finishedAt = new Date();
    fake.stir();
    await vi.advanceTimersByTimeAsync(1000);
    fake.stir();
    await ended;
    expect(kinds(seen)).toEqual(["STATE", "PROGRESS", "RUN_FINISHED", "PROGRESS"]);
  });
});
