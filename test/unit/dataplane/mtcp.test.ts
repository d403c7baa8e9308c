/**
 * mTCP: one request alone takes exactly the sum of its turns, written out here from the figures; the send list
 * stops at a window; a second hyperthread gains nothing.
 */
import { describe, expect, it } from "vitest";
import { MTCP_FIGURES } from "../../../src/dataplane/mtcp-figures.ts";
import { MtcpSenders, MtcpSendList } from "../../../src/dataplane/mtcp-send-list.ts";
import { RandomStream } from "../../../src/engine/random.ts";
import { Simulation } from "../../../src/engine/simulation.ts";
import { compile } from "../../../src/experiment/compile.ts";
import { simulate } from "../../../src/experiment/simulate.ts";
import { PacketQueue } from "../../../src/hw/packet-queue.ts";
import * as packets from "../../../src/hw/packet-table.ts";
import { xeonE52665 } from "../../../src/hw/platforms/xeon-e5-2665.ts";
import { exchangeOf, MESSAGE, RESPONSE_SEGMENT } from "../../../src/tcp/frames.ts";
import { us } from "../../../src/units.ts";
import { type PlanOptions, planOf } from "../../support/sim-plan.ts";

const cost = MTCP_FIGURES;
const hw = xeonE52665.figures;

const echo = (options: PlanOptions) => planOf({ dataplane: "mtcp", workload: "echo", ...options });

describe("mTCP", () => {
  it("answers one message in a sleep, a cycle, and the turn that sends", () => {
    const latencies: number[] = [];
    const sink = {
      load: () => undefined,
      latencyClient: (buffer: Float64Array, n: number) => latencies.push(...buffer.subarray(0, n)),
    };
    const run = compile(
      echo({ hardwareThreads: 1, workloadParams: { connections: 1, messagesPerConnection: 0 } }),
      sink,
    );
    const simulation = new Simulation(run.actors, []);
    for (let untilPs = us(10); run.clients.loadAnswered === 0; untilPs += us(10)) {
      run.clients.limitPs = untilPs;
      simulation.run(untilPs);
      run.clients.advance(untilPs);
      run.clients.flush();
    }
    const frameBytes = 64 + 54 + 12 + 24;
    const sleep = new RandomStream("1", 0, "mtcp-sleep").uniform() * us(cost.sleepTimeout.value);
    const sendingTurn = ((cost.turnCycles.value + cost.transmitCycles.value) * 1e12) / 3.1e9;
    const expected =
      us(2 * hw.wireOneWay.value) +
      2 * frameBytes * 800 +
      sleep +
      us(cost.cycleTime.value) +
      sendingTurn;
    expect(Math.abs(latencies[0]! - expected)).toBeLessThan(10); // rounding of each part to 1 ps
  });

  it("takes as long as its cycles once they exceed the shortest cycle", () => {
    // 4,000 connections on one core: turns of two thousand messages.
    const record = simulate(
      echo({
        hardwareThreads: 1,
        warmupMs: 100,
        measureMs: 100,
        workloadParams: { connections: 4000, messagesPerConnection: 0 },
      }),
    );
    const { requests = 0, batches = 0, measuredPs = 0 } = record.counters;
    const perMessage =
      cost.receiveCycles.value + cost.transmitCycles.value + cost.messageCycles.value;
    const busyPs = ((requests * perMessage + batches * 2 * cost.turnCycles.value) * 1e12) / 3.1e9;
    expect(busyPs / measuredPs).toBeGreaterThan(0.98);
    expect(busyPs / measuredPs).toBeLessThan(1.02);
  });

  it("gains nothing from a second hyperthread", () => {
    const requests = (hardwareThreads: number) =>
      simulate(echo({ hardwareThreads, workloadParams: { connections: 2000 } })).counters[
        "requests"
      ];
    expect(requests(2)).toBe(requests(1));
    expect(requests(6)).toBe(requests(5));
    expect(requests(5)).toBeGreaterThan(requests(3)!);
  });

  it("is limited by passes, not by core or link, when answers exceed the first window", () => {
    const record = simulate(
      echo({
        cores: 1,
        warmupMs: 200,
        measureMs: 300,
        workloadParams: { connections: 1800, messageBytes: 8192 },
      }),
    );
    const { requests = 0, kernelPs = 0, userPs = 0, measuredPs = 1 } = record.counters;
    // Two passes a cycle; a window of two segments, then of three, leaves data behind twice.
    const cycles = measuredPs / us(cost.cycleTime.value);
    expect(requests / cycles).toBeGreaterThan(0.9);
    expect(requests / cycles).toBeLessThan(1.15);
    expect((kernelPs + userPs) / measuredPs).toBeLessThan(0.6);
  });
});

describe("the send list", () => {
  const SEGMENTS = 6;

  function listOf(connections: number) {
    packets.reset(64);
    const exchange = exchangeOf(64, 8192, true);
    const limits = { initialWindow: 2, bufferSegments: 64 };
    const list = new MtcpSendList(new MtcpSenders(exchange, connections, limits));
    const out = new PacketQueue();
    const write = (connection: number) => {
      const request = packets.allocate();
      packets.connection[request] = connection;
      packets.kind[request] = MESSAGE;
      list.write(request, out);
    };
    /** Frames of one pass, as connection and kind. */
    const pass = () => {
      list.pass(out);
      const frames: (readonly [number, number])[] = [];
      while (out.length > 0) {
        const row = out.shift();
        frames.push([packets.connection[row]!, packets.kind[row]!]);
        packets.release(row);
      }
      return frames;
    };
    return { list, write, pass };
  }

  it("sends what a window admits, and stops at the first connection that it leaves with data", () => {
    const { list, write, pass } = listOf(2);
    write(0);
    write(1);
    const segment = (connection: number) => [connection, RESPONSE_SEGMENT] as const;
    expect(pass()).toEqual([segment(0), segment(0)]);
    expect(pass()).toEqual([segment(1), segment(1)]);
    expect(pass()).toEqual([]); // connection 0 is looked at, not acknowledged, and ends the pass
    list.acknowledged(0);
    list.acknowledged(1);
    expect(pass()).toEqual([segment(1), segment(1), segment(1)]);
    expect(pass()).toEqual([segment(0), segment(0), segment(0)]);
    list.acknowledged(0);
    list.acknowledged(1);
    // Both can finish now: a connection that is done does not end the pass.
    expect(pass()).toEqual([
      [1, MESSAGE],
      [0, MESSAGE],
    ]);
    expect(list.length).toBe(0);
    expect(packets.outstanding).toBe(0);
  });

  it("starts a connection that is opened anew with the first window", () => {
    const { list, write, pass } = listOf(1);
    write(0);
    let sent = 0;
    for (let i = 0; sent < SEGMENTS; i++) {
      expect(i).toBeLessThan(10);
      sent += pass().length;
      list.acknowledged(0);
    }
    write(0);
    expect(pass().length).toBeGreaterThan(2);
    while (list.length > 0) {
      list.acknowledged(0);
      pass();
    }
    list.opened(0);
    write(0);
    expect(pass()).toHaveLength(2);
  });
});
