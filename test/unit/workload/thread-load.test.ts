/** One thread's load against a server that answers when the test says. */
import { describe, expect, it } from "vitest";
import { RandomStream } from "../../../src/engine/random.ts";
import { resetPorts } from "../../../src/hw/port-slots.ts";
import * as steering from "../../../src/hw/steering.ts";
import { ms, us } from "../../../src/units.ts";
import * as connections from "../../../src/workload/connection-slots.ts";
import { demandOf, type MutilateSetup } from "../../../src/workload/open-load.ts";
import * as frames from "../../../src/workload/thread-frames.ts";
import { ThreadLoad } from "../../../src/workload/thread-load.ts";

const DELAY = us(10);
const REQUEST = 100_000;
const RING_ROWS = 256;

interface Request {
  readonly connection: number;
  readonly slot: number;
  readonly sentPs: number;
  readonly arrivesPs: number;
  backPs: number;
}

/** Connections 0, 1, ... of the load, then those of the latency client, all of one thread. */
function world(setup: Partial<MutilateSetup> & { readonly offeredRps: number }) {
  const load: MutilateSetup = {
    connections: 1,
    pipelineDepth: 1,
    latencyConnections: 1,
    latencyRps: 0,
    jitterPs: 0,
    fixedCycles: 500,
    variableCycles: 500,
    byteCycles: 0,
    headerBytes: 60,
    valueSizes: Int32Array.of(4),
    ...setup,
  };
  const all = load.connections + load.latencyConnections;
  resetPorts();
  steering.threadOf.fill(0, 0, all);
  steering.portOf.fill(0, 0, all);
  connections.cursor.fill(0, 0, all);
  connections.waiting.fill(0, 0, all);
  connections.backPs.fill(0, 0, all * load.pipelineDepth);
  const numbers = Array.from({ length: all }, (_, i) => i);
  const loads: ThreadLoad[] = [];
  const thread = new ThreadLoad(
    {
      setup: load,
      demand: demandOf(load, false),
      threads: 1,
      random: (consumer) => new RandomStream("thread-load", 0, consumer),
      delayPs: DELAY,
      requestPs: REQUEST,
      loads,
      pool: { waiting: 0 },
    },
    0,
    { firstMember: 0, ring: 0, ringRows: RING_ROWS },
  );
  loads.push(thread);
  thread.setOffered(0, load.offeredRps);
  thread.setMembers(0, {
    load: numbers.slice(0, load.connections),
    latency: numbers.slice(load.connections),
  });
  /** Requests in the order in which they were sent; the server has looked at the first `seen`. */
  const sent: Request[] = [];
  let seen = 0;
  const look = () => {
    for (; seen < thread.tail; seen++) {
      const row = seen & thread.mask;
      const slot = frames.slotAndPort[row]! & frames.SLOT_MASK;
      sent.push({
        connection: Math.floor(slot / load.pipelineDepth),
        slot,
        sentPs: frames.sentPs[row]!,
        arrivesPs: frames.atPs[row]!,
        backPs: Number.POSITIVE_INFINITY,
      });
    }
  };
  return {
    thread,
    sent,
    /** Sends what is due, and returns the requests since the last call. */
    until: (untilPs: number): Request[] => {
      const before = sent.length;
      thread.sendUntil(untilPs);
      look();
      return sent.slice(before);
    },
    answer: (request: Request | undefined, backPs: number): void => {
      request!.backPs = backPs;
      connections.backPs[request!.slot] = backPs;
      thread.answered(request!.slot);
    },
    /** Loses a frame that the server has looked at. */
    lose: (frame: number): void => {
      thread.lose(frame, frame + 1);
      seen -= 1;
    },
  };
}

/**
 * A server that looks every few microseconds, and answers in the order of arrival after times of its own. An
 * answer is known at once and back 15 to 35 us later, never before the one before it.
 */
function served(setup: Parameters<typeof world>[0], durationPs: number, perLook: number) {
  const it = world(setup);
  const random = new RandomStream("server", 0, "times");
  let answered = 0;
  let backPs = 0;
  for (let nowPs = 0; nowPs < durationPs; nowPs += us(4)) {
    it.until(nowPs);
    for (let i = 0; i < perLook && answered < it.sent.length; i++) {
      backPs = Math.max(backPs, nowPs + us(15) + random.below(us(20)));
      it.answer(it.sent[answered], backPs);
      answered += 1;
    }
  }
  return it;
}

/** Requests of each connection, in order. */
function byConnection(sent: readonly Request[]): Request[][] {
  const lists: Request[][] = [];
  for (const request of sent) (lists[request.connection] ??= []).push(request);
  return lists;
}

describe("an open loop", () => {
  it("offers its rate, as a Poisson process does", () => {
    const { thread } = served(
      { connections: 500, offeredRps: 1e6, latencyConnections: 64, latencyRps: 1e5 },
      ms(60),
      32,
    );
    expect(Math.abs(thread.due - 60_000)).toBeLessThan(4 * Math.sqrt(60_000));
    expect(Math.abs(thread.latencySent - 6000)).toBeLessThan(4 * Math.sqrt(6000));
    // Nothing of it waits for long.
    expect(thread.sent - thread.latencySent).toBeGreaterThan(0.999 * thread.due);
  });

  it("gives each connection its share", () => {
    const { sent } = served({ connections: 20, pipelineDepth: 16, offeredRps: 5e5 }, ms(80), 32);
    for (const requests of byConnection(sent)) {
      expect(Math.abs(requests.length - 2000)).toBeLessThan(4 * Math.sqrt(2000));
    }
  });

  it("gets to the thread after the way and the port", () => {
    const { sent } = served({ offeredRps: 1000 }, ms(50), 8);
    for (const { sentPs, arrivesPs } of sent) expect(arrivesPs).toBe(sentPs + DELAY + REQUEST);
    expect(sent.length).toBeGreaterThan(20);
  });

  it("keeps its books: what was due was sent or waits", () => {
    const { thread, sent } = served(
      { connections: 7, pipelineDepth: 2, offeredRps: 2e6 },
      ms(5),
      4,
    );
    expect(thread.sent).toBe(sent.length);
    expect(thread.due).toBe(thread.sent + thread.pool.waiting);
    expect(thread.pool.waiting).toBeGreaterThan(100);
  });
});

describe("the bound on what is outstanding", () => {
  it.each([1, 2, 4, 16])("is never passed, and met, at depth %i", (depth) => {
    const setup = { connections: 3, pipelineDepth: depth, offeredRps: 2e6 };
    const latency = { latencyConnections: 2, latencyRps: 2e5 };
    const { sent } = served({ ...setup, ...latency }, ms(4), 6);
    const most = byConnection(sent).map((requests) =>
      Math.max(
        ...requests.map(
          ({ sentPs }, i) => requests.slice(0, i + 1).filter((r) => r.backPs > sentPs).length,
        ),
      ),
    );
    expect(most).toEqual([depth, depth, depth, 1, 1]);
  });

  it("is never passed while few wait", () => {
    const { sent } = served({ connections: 20, offeredRps: 4e5 }, ms(60), 6);
    expect(sent.length).toBeGreaterThan(2000);
    for (const requests of byConnection(sent)) {
      for (let i = 1; i < requests.length; i++) {
        expect(requests[i]!.sentPs).toBeGreaterThanOrEqual(requests[i - 1]!.backPs);
      }
    }
  });

  it.each([1, 4])("lets go exactly when the response %i before is back", (depth) => {
    const setup = { connections: 5, pipelineDepth: depth, offeredRps: 5e6 };
    const { sent } = served(setup, ms(3), 4);
    expect(sent.length).toBeGreaterThan(400);
    for (const requests of byConnection(sent)) {
      // There is always somebody waiting, once the first have filled the connection.
      for (let i = 2 * depth; i < requests.length; i++) {
        expect(requests[i]!.sentPs).toBe(requests[i - depth]!.backPs);
      }
    }
  });

  it("sends everybody in the order of time, those that waited and those that did not", () => {
    const setup = { connections: 30, pipelineDepth: 2, offeredRps: 7e5 };
    const { sent } = served({ ...setup, latencyRps: 2e4 }, ms(10), 3);
    const times = sent.map((r) => r.sentPs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    // Some waited: they left when another one came back.
    const backs = new Set(sent.map((r) => r.backPs));
    const waited = times.filter((ps) => backs.has(ps)).length;
    expect(waited).toBeGreaterThan(100);
    expect(waited).toBeLessThan(0.9 * sent.length);
  });

  it("sends arrivals of several connections as their rooms appear, not as they came", () => {
    const { until, answer, thread } = world({ connections: 3, offeredRps: 1e7 });
    const first = until(us(20));
    expect(first).toHaveLength(3);
    const [a, b, c] = first;
    answer(a, us(60));
    answer(b, us(40));
    answer(c, us(50));
    const before = thread.pool.waiting;
    const second = until(us(100));
    expect(second.map((r) => [r.connection, r.sentPs])).toEqual([
      [b!.connection, us(40)],
      [c!.connection, us(50)],
      [a!.connection, us(60)],
    ]);
    expect(thread.pool.waiting).toBeGreaterThan(before);
  });

  it("sends one waiter per answer, however many wait", () => {
    const { until, answer, thread } = world({ pipelineDepth: 2, offeredRps: 1e6 });
    const [a, b] = until(us(30));
    expect(thread.sent).toBe(2);
    expect(thread.pool.waiting).toBeGreaterThan(5);
    answer(a, us(50));
    const [c, ...none] = until(us(60));
    expect(none).toEqual([]);
    expect(c).toMatchObject({ slot: a!.slot, sentPs: us(50) });
    answer(b, us(70));
    answer(c, us(80));
    expect(until(us(90)).map((r) => [r.slot, r.sentPs])).toEqual([
      [b!.slot, us(70)],
      [a!.slot, us(80)],
    ]);
    expect(thread.due).toBe(5 + thread.pool.waiting);
  });
});

describe("a request that is lost", () => {
  it("is sent again 200 ms after it arrived, and counts from when it was sent first", () => {
    const { until, lose, thread } = world({ pipelineDepth: 1, offeredRps: 1e5 });
    const [lost] = until(ms(1));
    lose(0);
    const againPs = lost!.arrivesPs + ms(200);
    expect(until(againPs - 1)).toEqual([]);
    const [again, ...none] = until(againPs);
    expect(none).toEqual([]);
    expect(again).toMatchObject({
      slot: lost!.slot,
      sentPs: lost!.sentPs,
      arrivesPs: againPs + DELAY + REQUEST,
    });
    // It was sent once, as mutilate sees it.
    expect(thread.sent).toBe(1);
  });

  it.each([0, 1, 2])(
    "holds up none of the others of its connection: the one of slot %i",
    (slot) => {
      const { until, lose, answer, sent } = world({ pipelineDepth: 3, offeredRps: 1e6 });
      const first = until(us(100));
      const lost = first[slot];
      const [a, b] = first.filter((r) => r !== lost);
      lose(slot);
      answer(a, us(110));
      answer(b, us(120));
      let [early, late] = until(us(200));
      for (let i = 2; i < 50; i++) {
        answer(early, us(100 * i + 10));
        answer(late, us(100 * i + 20));
        const next = until(us(100 * (i + 1)));
        expect(next.map((r) => r.sentPs)).toEqual([us(100 * i + 10), us(100 * i + 20)]);
        expect(next.map((r) => r.slot)).not.toContain(lost!.slot);
        [early, late] = next;
      }
      // Once it is answered, there are three again.
      const again = until(ms(201)).find((r) => r.slot === lost!.slot);
      answer(again, ms(202));
      answer(early, ms(203));
      answer(late, ms(204));
      expect(until(ms(210)).map((r) => r.sentPs)).toEqual([ms(202), ms(203), ms(204)]);
      expect(new Set(sent.slice(-3).map((r) => r.slot)).size).toBe(3);
    },
  );

  it("leaves the frames behind it on their way", () => {
    const { until, thread } = world({ connections: 6, offeredRps: 1e7 });
    const requests = until(us(50));
    expect(requests).toHaveLength(6);
    thread.lose(2, 4);
    expect(thread.tail).toBe(4);
    const kept = [0, 1, 2, 3].map((row) => frames.slotAndPort[row]! & frames.SLOT_MASK);
    expect(kept).toEqual([0, 1, 4, 5].map((i) => requests[i]!.slot));
    expect(frames.atPs[3]).toBe(requests[5]!.arrivesPs);
    thread.sendUntil(requests[3]!.arrivesPs + ms(200));
    expect([4, 5].map((row) => frames.slotAndPort[row]! & frames.SLOT_MASK)).toEqual(
      [2, 3].map((i) => requests[i]!.slot),
    );
  });
});
