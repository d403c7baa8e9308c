/**
 * Ideal queues without a network, request by request: against a plain recursion of our own, over window boundaries, and
 * beyond the room for waiting requests.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DATAPLANES } from "../../src/dataplane/registry.ts";
import { MOST_WAITING } from "../../src/dataplane/ideal-queue.ts";
import { WaitingRoom } from "../../src/dataplane/ideal-waiting-room.ts";
import { RandomStream } from "../../src/engine/random.ts";
import { compile } from "../../src/experiment/compile.ts";
import { recordDigest } from "../../src/experiment/digest.ts";
import type { RunPlan } from "../../src/experiment/plan.ts";
import { simulate } from "../../src/experiment/simulate.ts";
import { ms, seconds, us } from "../../src/units.ts";
import { BLOCK, OpenLoopArrivals } from "../../src/workload/open-loop-arrivals.ts";
import { ExponentialTimes } from "../../src/workload/service/exponential.ts";
import { planOf } from "../support/sim-plan.ts";

const IDEAL = DATAPLANES.filter(({ direct }) => direct !== undefined).map(({ id }) => id);
const MEAN_PS = us(10);

interface Asked {
  readonly dataplane: string;
  readonly threads: number;
  readonly offeredRps: number;
  readonly measurePs: number;
  readonly warmupPs?: number;
}

function plan({ dataplane, threads, offeredRps, measurePs, warmupPs = 0 }: Asked): RunPlan {
  const like = planOf({ dataplane });
  return {
    ...like,
    system: { ...like.system, hardwareThreads: Array.from({ length: threads }, (_, i) => i) },
    workload: { kind: "synthetic-exponential", params: { mean: MEAN_PS, connections: 1 } },
    offeredRps,
    warmupPs,
    measurePs,
  };
}

/**
 * Latencies of the requests that are done by the end, and the threads' busy time until then, by a recursion that looks
 * for the earliest thread.
 */
function recursion({ dataplane, threads, offeredRps, measurePs }: Asked) {
  const random = (consumer: string) => new RandomStream("1", 0, consumer);
  const arrivals = new OpenLoopArrivals(
    random("load-arrivals"),
    new ExponentialTimes(random("demand"), MEAN_PS),
    offeredRps,
  );
  const picks = random("thread-picks");
  const freePs = Array.from({ length: threads }, () => 0);
  const latencies: number[] = [];
  let busyPs = 0;
  for (;;) {
    arrivals.refill();
    for (let row = 0; row < BLOCK; row++) {
      const atPs = arrivals.atPs[row]!;
      if (atPs > measurePs) return { latencies, busyPs };
      const earliest = freePs.indexOf(Math.min(...freePs));
      const thread = dataplane === "ideal-central" ? earliest : picks.below(threads);
      const beginPs = Math.max(atPs, freePs[thread]!);
      const endPs = beginPs + arrivals.servicePs[row]!;
      freePs[thread] = endPs;
      busyPs += Math.min(endPs, measurePs) - Math.min(beginPs, measurePs);
      if (endPs <= measurePs) latencies.push(endPs - atPs);
    }
  }
}

const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b);

/** Every latency of a run that is told to go to the given times, one after another. */
function latenciesOf(asked: Asked, stops: readonly number[]): number[] {
  const latencies: number[] = [];
  const sink = {
    load: () => undefined,
    latencyClient: (ps: Float64Array, n: number) => void latencies.push(...ps.subarray(0, n)),
  };
  const { clients } = compile(plan(asked), sink);
  for (const stop of [...stops, asked.measurePs]) clients.advance(stop);
  expect(clients.loadAnswered).toBe(latencies.length);
  return latencies;
}

describe.each(IDEAL)("%s, request by request", (dataplane) => {
  it.each([1, 2, 3, 7, 16])("is the plain recursion with %i threads", (threads) => {
    const asked = { dataplane, threads, offeredRps: 9e4 * threads, measurePs: ms(20) };
    const expected = recursion(asked).latencies;
    expect(expected.length).toBeGreaterThan(1000);
    expect(sorted(latenciesOf(asked, []))).toEqual(sorted(expected));
  });

  it("is the same wherever it is stopped on the way", () => {
    const asked = { dataplane, threads: 4, offeredRps: 380_000, measurePs: ms(5) };
    const whole = sorted(latenciesOf(asked, []));
    const stops = fc.array(fc.integer({ min: 0, max: asked.measurePs }), { maxLength: 40 });
    fc.assert(
      fc.property(stops, (on) => {
        expect(sorted(latenciesOf(asked, sorted(on)))).toEqual(whole);
      }),
      { seed: 7, numRuns: 25 },
    );
  });

  it("counts in the window what is answered in it, and books all time", () => {
    const asked = {
      dataplane,
      threads: 4,
      offeredRps: 300_000,
      measurePs: ms(20),
      warmupPs: ms(3),
    };
    const { counters, histograms } = simulate(plan(asked));
    const before = recursion({ ...asked, measurePs: ms(3) });
    const after = recursion({ ...asked, measurePs: ms(23) });
    const answered = after.latencies.length - before.latencies.length;
    expect(counters["requests"]).toBe(answered);
    expect(histograms["latency"]?.count).toBe(answered);
    expect(counters["userPs"]).toBe(after.busyPs - before.busyPs);
    expect((counters["userPs"] ?? 0) + (counters["idlePs"] ?? 0)).toBe(4 * ms(20));
    expect(counters["kernelPs"]).toBe(0);
    expect(counters["drops"]).toBe(0);
  });

  it("is busy all the time in overload, drops what finds no room and counts it", () => {
    const asked = { dataplane, threads: 2, offeredRps: 5_000_000, measurePs: seconds(0.4) };
    const { counters } = simulate(plan(asked));
    const { requests = 0, offered = 0, drops = 0, sent = 0 } = counters;
    expect(drops).toBeGreaterThan(500_000);
    expect(sent).toBe(offered - drops);
    // Waiting, or in service.
    expect(sent - requests).toBeLessThanOrEqual(MOST_WAITING + 2);
    expect(sent - requests).toBeGreaterThan(0.999 * MOST_WAITING);
    expect(counters["idlePs"]).toBeLessThan(us(20));
    expect(recordDigest(simulate(plan(asked)))).toBe(recordDigest(simulate(plan(asked))));
  });

  it("does nothing when nobody asks", () => {
    const { counters } = simulate(plan({ dataplane, threads: 2, offeredRps: 0, measurePs: ms(1) }));
    expect(counters).toMatchObject({ requests: 0, offered: 0, userPs: 0, idlePs: 2 * ms(1) });
  });
});

describe("ideal queues", () => {
  it("meet the same arrivals, and the central one never waits longer on average", () => {
    const [central, partitioned] = ["ideal-central", "ideal-partitioned"].map((dataplane) =>
      simulate(plan({ dataplane, threads: 8, offeredRps: 640_000, measurePs: ms(100) })),
    );
    expect(central?.counters["offered"]).toBe(partitioned?.counters["offered"]);
    expect(central!.histograms["latency"]!.meanNs).toBeLessThan(
      0.5 * partitioned!.histograms["latency"]!.meanNs,
    );
  });

  it("know who waits: those whose service begins later", () => {
    const room = new WaitingRoom(4);
    for (const beginPs of [10, 20, 30, 40]) {
      expect(room.hasRoom(5)).toBe(true);
      room.enter(beginPs);
    }
    expect(room.hasRoom(9)).toBe(false);
    expect(room.hasRoom(10)).toBe(true);
    room.enter(50);
    expect(room.hasRoom(19)).toBe(false);
    expect(room.hasRoom(60)).toBe(true);
  });
});

describe("synthetic requests on a real dataplane", () => {
  const real = DATAPLANES.filter(({ direct }) => direct === undefined).map(({ id }) => id);

  it.each(real)("travel over the network of %s and pay for it", (dataplane) => {
    const asked = { dataplane, threads: 8, offeredRps: 100_000, measurePs: ms(50) };
    const over = plan(asked);
    const record = simulate({
      ...over,
      workload: { kind: "synthetic-exponential", params: { mean: MEAN_PS, connections: 500 } },
    });
    const ideal = simulate(plan({ ...asked, dataplane: "ideal-central" }));
    expect(record.counters["offered"]).toBe(ideal.counters["offered"]);
    expect(record.counters["requests"]).toBeGreaterThan(4800);
    // Two ways over the wire, and the clients' own time.
    const leastNs = ideal.histograms["latency"]!.meanNs + 15_000;
    expect(record.histograms["latency"]!.meanNs).toBeGreaterThan(leastNs);
    expect(record.histograms["latency"]!.count).toBe(record.counters["requests"]);
  });
});
