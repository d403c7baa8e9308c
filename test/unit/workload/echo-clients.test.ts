/** Echo clients against a server that answers at once: frames counted by hand, times added up by hand. */
import { describe, expect, it } from "vitest";
import { clock } from "../../../src/engine/actor-clock.ts";
import { RandomStream } from "../../../src/engine/random.ts";
import { Simulation } from "../../../src/engine/simulation.ts";
import { Nic } from "../../../src/hw/nic.ts";
import { PacketQueue } from "../../../src/hw/packet-queue.ts";
import * as packets from "../../../src/hw/packet-table.ts";
import * as steering from "../../../src/hw/steering.ts";
import {
  ACK,
  exchangeOf,
  MESSAGE,
  RESPONSE_SEGMENT,
  SYN_ACK,
  SEGMENT,
  SYN,
} from "../../../src/tcp/frames.ts";
import { ServerTcp } from "../../../src/tcp/server-tcp.ts";
import { us } from "../../../src/units.ts";
import { EchoClients } from "../../../src/workload/echo-clients.ts";

/** What the kinds mean to the server, and to a client. */
const TO_SERVER = ["request", "segment", "ack", "syn", "reset"];
const TO_CLIENT = new Map([
  [MESSAGE, "< response"],
  [RESPONSE_SEGMENT, "< segment"],
  [ACK, "< ack"],
  [SYN_ACK, "< syn-ack"],
]);
const REQUEST_DELAY = us(10);
const RESPONSE_DELAY = us(12);
const STACK = us(20);
const WORK = us(5);

interface Setup {
  readonly messageBytes: number;
  readonly messagesPerConnection: number;
  readonly connections?: number;
  readonly threads?: number;
  readonly ringSize?: number;
  /** Least time between two looks of the server at its ring. */
  readonly pausePs?: number;
}

/** Clients, network and one thread without any costs; every frame either way is logged by connection. */
function world(setup: Setup) {
  const connections = setup.connections ?? 1;
  const exchange = exchangeOf(setup.messageBytes, setup.messageBytes, false);
  clock.reset(2);
  packets.reset(connections * 128);
  steering.threadOf.fill(0, 0, connections);
  steering.portOf.fill(0, 0, connections);
  const nic = new Nic({
    machine: 0,
    ports: 1,
    threads: 1,
    ringSize: setup.ringSize ?? 1000,
    psPerByte: 800,
    portGapPs: 0,
    requestDelayPs: REQUEST_DELAY,
    responseDelayPs: RESPONSE_DELAY,
    frameBytes: exchange.requestWireBytes,
  });
  const latencies: number[] = [];
  const steered: number[] = [];
  const clients = new EchoClients(
    {
      nic,
      farNic: undefined,
      exchange,
      sink: {
        load: () => undefined,
        latencyClient: (buffer, n) => latencies.push(...buffer.subarray(0, n)),
      },
      random: (consumer) => new RandomStream("echo", 0, consumer),
      nominalHz: 2.4e9,
      steer: (connection) => steered.push(connection),
    },
    {
      connections,
      messagesPerConnection: setup.messagesPerConnection,
      threads: setup.threads ?? connections,
      messagePs: WORK,
      reconnectPs: us(8),
      stackPs: STACK,
      ackPs: us(3),
    },
  );
  const tcp = new ServerTcp(connections, exchange);
  const ring = nic.rings[0]!;
  const out = new PacketQueue();
  const log: string[] = [];
  const responses = new Int32Array(connections);
  const take = (packet: number) => {
    const kind = packets.kind[packet]!;
    log.push(TO_SERVER[kind]!);
    const isData = kind === MESSAGE || kind === SEGMENT;
    if (kind === SYN) tcp.opened(packet, out);
    else if (isData && tcp.completes(packet)) tcp.answer(packet, out);
    else if (isData && tcp.isAckDue(packet)) tcp.acknowledge(packet, out);
    else {
      if (kind === ACK) tcp.acknowledged(packet, out);
      packets.release(packet);
    }
  };
  let lookPs = 0;
  const server = {
    step(actor: number) {
      ring.admit();
      while (ring.waiting.length > 0) take(ring.waiting.shift());
      while (out.length > 0) {
        const kind = packets.kind[out.head]!;
        log.push(TO_CLIENT.get(kind)!);
        if (kind === MESSAGE) responses[packets.connection[out.head]!]! += 1;
        nic.respond(out.shift());
      }
      lookPs = clock.nowPs + (setup.pausePs ?? 0);
      clock.set(actor, Math.max(lookPs, ring.nextFramePs()));
    },
  };
  const receiver = {
    frameComing(packet: number) {
      const atPs = Math.max(lookPs, packets.atPs[packet]!);
      if (atPs < clock.atPs[1]!) clock.set(1, atPs);
    },
  };
  nic.connect([receiver], clients);
  clock.set(0, 0);
  const simulation = new Simulation([clients, server], []);
  const run = (untilPs: number) => {
    clients.limitPs = untilPs;
    simulation.run(untilPs);
    clients.advance(untilPs);
    clients.flush();
  };
  return { clients, nic, run, log, latencies, steered, responses };
}

/** Frames between the second SYN and the third: the first connection may begin in the middle of its life. */
function oneConnection(setup: Omit<Setup, "connections">): string[] {
  const { run, log } = world(setup);
  run(us(20_000));
  const opened = log.flatMap((frame, i) => (frame === "syn" ? [i] : []));
  expect(opened.length).toBeGreaterThan(2);
  return log.slice(opened[1], opened[2]);
}

function countsOf(frames: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const frame of frames) counts[frame] = (counts[frame] ?? 0) + 1;
  return counts;
}

describe("a connection", () => {
  it("of one message is five frames to the server and two back", () => {
    const frames = oneConnection({ messageBytes: 64, messagesPerConnection: 1 });
    expect(frames).toEqual(["syn", "< syn-ack", "ack", "request", "< response", "ack", "reset"]);
  });

  it("of three messages is SYN, ACK, three requests, ACK and reset", () => {
    const frames = oneConnection({ messageBytes: 64, messagesPerConnection: 3 });
    const message = ["request", "< response"];
    const messages = [...message, ...message, ...message];
    expect(frames).toEqual(["syn", "< syn-ack", "ack", ...messages, "ack", "reset"]);
  });

  it("of one message of 8 KB is six segments each way, every second one acknowledged", () => {
    const frames = oneConnection({ messageBytes: 8192, messagesPerConnection: 1 });
    expect(countsOf(frames)).toEqual({
      syn: 1,
      "< syn-ack": 1,
      segment: 5,
      request: 1,
      "< ack": 2, // of segments 2 and 4; the answer acknowledges the last
      "< segment": 5,
      "< response": 1,
      ack: 1 + 3, // of SYN-ACK, and of segments 2, 4 and 6
      reset: 1,
    });
  });

  it("of one message of 4 KB acknowledges the last, odd, segment when it closes", () => {
    const frames = oneConnection({ messageBytes: 4096, messagesPerConnection: 1 });
    expect(countsOf(frames)).toMatchObject({
      segment: 2,
      request: 1,
      "< ack": 1,
      "< segment": 2,
      "< response": 1,
      ack: 1 + 2,
    });
  });

  it("of one message of 128 KB goes in windows of 44 segments", () => {
    const frames = oneConnection({ messageBytes: 131_072, messagesPerConnection: 1 });
    const counts = countsOf(frames);
    expect([counts["segment"], counts["request"]]).toEqual([89, 1]);
    expect([counts["< segment"], counts["< response"]]).toEqual([89, 1]);
    const first = frames.slice(frames.indexOf("segment"));
    expect(first.findIndex((frame) => frame !== "segment" && frame !== "< ack")).toBeGreaterThan(
      44,
    );
  });

  it("that never closes sends a request for every response and nothing else", () => {
    const { run, log, steered } = world({ messageBytes: 64, messagesPerConnection: 0 });
    run(us(2000));
    expect(log.length).toBeGreaterThan(50);
    expect(log.every((frame, i) => frame === (i % 2 === 0 ? "request" : "< response"))).toBe(true);
    expect(steered).toEqual([]);
  });

  it("is steered anew every time that it is opened", () => {
    const { run, log, steered } = world({ messageBytes: 64, messagesPerConnection: 1 });
    run(us(2000));
    const opened = log.filter((frame) => frame === "syn").length;
    expect(steered.length - opened).toBeLessThanOrEqual(1); // one may be on its way
    expect(opened).toBeGreaterThan(10);
  });
});

describe("echo clients", () => {
  const WIRE = REQUEST_DELAY + RESPONSE_DELAY + 2 * 142 * 800;

  it("see the wire, and send the next message after thread and stack, to a bucket of the wheel", () => {
    const { run, latencies, clients } = world({ messageBytes: 64, messagesPerConnection: 0 });
    run(us(10_000));
    expect(latencies).toHaveLength(clients.loadAnswered);
    for (const latencyPs of latencies) expect(latencyPs).toBe(WIRE);
    const round = WIRE + WORK + STACK;
    expect(Math.abs(clients.loadAnswered - us(10_000) / round)).toBeLessThan(2);
  });

  it("take one message at a time on a thread that has many connections", () => {
    const { run, clients } = world({
      messageBytes: 64,
      messagesPerConnection: 0,
      connections: 100,
      threads: 2,
    });
    run(us(20_000));
    // A thread is never without work: two of them, one message per 5 us each.
    expect(clients.loadAnswered / (2 * (us(20_000) / WORK))).toBeGreaterThan(0.98);
    // What came back waits for its thread: at most one message of every connection.
    expect(clients.loadAnswered).toBeLessThanOrEqual(2 * (us(20_000) / WORK) + 100);
  });

  it("do the same however their time is cut into windows", () => {
    const setup = { messageBytes: 4096, messagesPerConnection: 3, connections: 20, threads: 4 };
    const whole = world(setup);
    whole.run(us(4000));
    const cut = world(setup);
    for (let untilPs = 0; untilPs < us(4000); untilPs += us(1.7)) cut.run(untilPs);
    cut.run(us(4000));
    expect(cut.log).toEqual(whole.log);
    expect(cut.latencies).toEqual(whole.latencies);
  });

  it.each([
    [64, 0],
    [64, 1],
    [8192, 0],
    [8192, 2],
  ])("lose nothing for ever when the ring overflows: %i B, n = %i", (messageBytes, n) => {
    const { run, clients, nic, responses } = world({
      messageBytes,
      messagesPerConnection: n,
      connections: 64,
      ringSize: 8,
      pausePs: us(20),
    });
    run(us(1_000_000));
    expect(nic.drops).toBeGreaterThan(10);
    expect(clients.loadSent - clients.loadAnswered).toBeLessThanOrEqual(64);
    // A lost frame is sent again after 200 ms: in seven seconds every connection gets on.
    const before = responses.slice();
    run(us(8_000_000));
    const stuck = responses.findIndex((answers, i) => answers === before[i]);
    expect(stuck).toBe(-1);
    expect(packets.outstanding).toBeLessThan(64 * 32);
  });
});
