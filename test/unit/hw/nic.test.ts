/** The network: frames wait for the wire and for one another, rings have an end, nothing is lost silently. */
import { describe, expect, it } from "vitest";
import { clock } from "../../../src/engine/actor-clock.ts";
import { BUCKET_PS } from "../../../src/hw/frame-calendar.ts";
import { Nic } from "../../../src/hw/nic.ts";
import { PacketQueue } from "../../../src/hw/packet-queue.ts";
import * as packets from "../../../src/hw/packet-table.ts";
import { NONE } from "../../../src/hw/packet-table.ts";
import * as steering from "../../../src/hw/steering.ts";
import * as requests from "../../../src/hw/request-blocks.ts";
import { MESSAGE, SEGMENT } from "../../../src/tcp/frames.ts";

const CONNECTIONS = 4;

function network(ports = 1, ringSize = 4) {
  clock.reset(1);
  packets.reset(16);
  // What other tests left in the columns.
  packets.kind.fill(MESSAGE, 0, packets.capacity);
  steering.threadOf.fill(0, 0, CONNECTIONS);
  steering.portOf.fill(0, 0, CONNECTIONS);
  const nic = new Nic({
    machine: 0,
    ports,
    threads: 2,
    ringSize,
    psPerByte: 800,
    portGapPs: 100_000,
    requestDelayPs: 5_000_000,
    responseDelayPs: 7_000_000,
    // A request, and a full segment of one.
    frameBytes: [84, 1538],
  });
  const coming: number[] = [];
  const lost: number[] = [];
  nic.connect(
    [0, 1].map((thread) => ({ frameComing: () => coming.push(thread) })),
    { frameLost: (packet) => lost.push(packet) },
  );
  const send = (connection: number, nowPs: number, kind = MESSAGE) => {
    const packet = packets.allocate();
    packets.kind[packet] = kind;
    packets.replyBytes[packet] = 1000;
    packets.connection[packet] = connection;
    packets.atPs[packet] = nowPs;
    nic.send(packet);
    return packet;
  };
  /** What leaves is seen when the bucket of its time is over. */
  const collectAfter = (nowPs: number) => {
    clock.nowPs = nowPs + BUCKET_PS;
    nic.collect();
  };
  return { nic, send, coming, lost, collectAfter };
}

/** The network, and rows 0 to 2: two requests of connection 0, and one of connection 1 that is sent between them. */
function networkAndRequests(ports?: number, ringSize?: number) {
  requests.atPs.set([0, 400_000, 900_000]);
  requests.connection.set([0, 1, 0]);
  requests.demandCycles.set([100, 200, 400]);
  requests.replyBytes.set([10, 20, 30]);
  return network(ports, ringSize);
}

describe("a block of requests", () => {
  it("is sent like its requests one after another", () => {
    const { nic } = networkAndRequests();
    nic.receiveSide.sendRequests(MESSAGE, 0, 3);
    expect(packets.outstanding).toBe(3);
    const ring = nic.rings[0]!;
    ring.admitUntil(5_500_000);
    const { head, tail, length } = ring.waiting;
    expect(length).toBe(2);
    expect([head, tail].map((packet) => packets.atPs[packet])).toEqual([5_100_000, 5_500_000]);
    expect([head, tail].map((packet) => packets.sentPs[packet])).toEqual([0, 400_000]);
    expect([head, tail].map((packet) => packets.replyBytes[packet])).toEqual([10, 20]);
  });

  it("does not fit into a table with fewer free rows", () => {
    const { nic } = networkAndRequests();
    for (let i = 0; i < 14; i++) packets.allocate();
    expect(() => nic.receiveSide.sendRequests(MESSAGE, 0, 3)).toThrow("frames outstanding");
  });

  it.each([
    { most: 4, demand: 700, taken: 3, left: 0 },
    { most: 2, demand: 300, taken: 2, left: 1 },
  ])("is taken up to $most requests, the rest waits behind", ({ most, demand, taken, left }) => {
    const { nic } = networkAndRequests();
    nic.receiveSide.sendRequests(MESSAGE, 0, 3);
    clock.nowPs = 6_000_000;
    const [first, rest] = [new PacketQueue(), new PacketQueue()];
    const ring = nic.rings[0]!;
    ring.take(first, most, MESSAGE, rest);
    expect([first.length, rest.length, ring.demandCycles]).toEqual([taken, left, demand]);
    expect(ring.nextFramePs()).toBe(Number.POSITIVE_INFINITY);
  });

  it("loses what the ring does not hold, taken or left", () => {
    const { nic, lost } = networkAndRequests(1, 2);
    nic.receiveSide.sendRequests(MESSAGE, 0, 3);
    clock.nowPs = 6_000_000;
    const [first, rest] = [new PacketQueue(), new PacketQueue()];
    nic.rings[0]!.take(first, 1, MESSAGE, rest);
    expect([first.length, rest.length, lost.length]).toEqual([1, 1, 1]);
  });
});

describe("a reader", () => {
  it("is given at once what is back in time, and the rest waits on its line", () => {
    const { nic, send } = network();
    const [early, late] = [send(0, 0), send(1, 0)];
    clock.nowPs = 6_000_000;
    nic.respond(early);
    nic.respond(late);
    clock.nowPs += BUCKET_PS;
    const back: number[] = [];
    const reader = { isBack: (packet: number) => back.push(packet) };
    // 1000 B take 800 ns of the port each.
    nic.collectFor(reader, 6_000_000 + 800_000 + 7_000_000);
    expect(back).toEqual([early]);
    expect(nic.sendSide.next()).toBe(late);
  });
});

describe("the receive side", () => {
  it("delays a frame by the wire and by its own serialisation or the packet rate", () => {
    const { send } = network();
    const packet = send(0, 0);
    // 84 B take 67.2 ns; the port receives one packet per 100 ns.
    expect(packets.atPs[packet]).toBe(5_100_000);
  });

  it("takes as long for a frame as its kind is large", () => {
    const { send } = network();
    const [segment, request] = [send(0, 0, SEGMENT), send(0, 0)];
    expect(packets.atPs[segment]).toBe(5_000_000 + 1538 * 800);
    expect(packets.atPs[request]).toBe(5_000_000 + 1538 * 800 + 100_000);
  });

  it("has received what has arrived, and the part of a frame that is on the wire", () => {
    const { nic, send } = network(2);
    steering.portOf.set([0, 1]);
    send(0, 0);
    send(0, 0, SEGMENT);
    send(1, 0);
    const received = [5_000_000, 5_050_000, 5_100_000, 5_430_400, 5_450_000, 7_000_000].map(
      (nowPs) => {
        clock.nowPs = nowPs;
        return nic.receivedPs;
      },
    );
    expect(received).toEqual([0, 100_000, 200_000, 530_400, 550_000, 1_430_400]);
  });

  it("lets frames wait for one another at their port, and not at another", () => {
    const { send } = network(2);
    steering.portOf.set([0, 0, 1]);
    const [a, b, c] = [send(0, 0), send(1, 10), send(2, 20)];
    expect([a, b, c].map((p) => packets.atPs[p])).toEqual([5_100_000, 5_200_000, 5_100_020]);
  });

  it("tells the thread of the first frame on its way to an empty line, once", () => {
    const { nic, send, coming } = network();
    steering.threadOf.set([0, 1, 1]);
    send(0, 0);
    send(1, 0);
    send(2, 0);
    expect(coming).toEqual([0, 1]);
    expect(nic.rings[0]!.nextFramePs()).toBe(5_100_000);
  });

  it("admits what has arrived, in order, and throws away what finds the ring full", () => {
    const { nic, send, lost } = network(1, 2);
    const sent = [0, 1, 2, 3, 0].map((connection) => send(connection, 0));
    clock.nowPs = 5_400_000; // four of five have arrived
    const ring = nic.rings[0]!;
    ring.admit();
    expect(ring.waiting.length).toBe(2);
    expect(nic.drops).toBe(2);
    expect(lost).toEqual(sent.slice(2, 4));
    expect([ring.waiting.shift(), ring.waiting.shift()]).toEqual(sent.slice(0, 2));
    clock.nowPs = 5_500_000;
    ring.admit();
    expect(ring.waiting.shift()).toBe(sent[4]);
    expect(ring.waiting.length).toBe(0);
    expect(ring.nextFramePs()).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("the send side", () => {
  it("sends responses one after the other, and they come back in that order", () => {
    const { nic, send, collectAfter } = network();
    const [a, b] = [send(0, 0), send(1, 0)];
    clock.nowPs = 10_000_000;
    nic.respond(a);
    nic.respond(b);
    collectAfter(10_000_000);
    expect(nic.sendSide.next()).toBe(a);
    expect(packets.atPs[a]).toBe(10_000_000 + 800_000 + 7_000_000);
    nic.sendSide.take(a);
    expect(nic.sendSide.next()).toBe(b);
    expect(packets.atPs[b]).toBe(10_000_000 + 1_600_000 + 7_000_000);
    nic.sendSide.take(b);
    expect(nic.sendSide.next()).toBe(NONE);
  });

  it("has sent what has left, and the part of a frame that is on the wire", () => {
    const { nic, send, collectAfter } = network();
    const [a, b] = [send(0, 0), send(1, 0)];
    clock.nowPs = 10_000_000;
    nic.respond(a);
    nic.respond(b);
    collectAfter(10_000_000);
    clock.nowPs = 11_000_000;
    expect(nic.sentPs).toBe(1_000_000);
    clock.nowPs = 12_000_000;
    expect(nic.sentPs).toBe(1_600_000);
  });

  it("wires two machines so that a frame is received while it is sent", () => {
    const { nic } = network();
    const packet = packets.allocate();
    packets.kind[packet] = SEGMENT;
    packets.atPs[packet] = 20_000_000; // its last bit has left the other machine
    nic.receiveSide.carry(packet);
    expect(packets.atPs[packet]).toBe(20_000_000 + 5_000_000);
  });

  it("names the earliest response of all ports", () => {
    const { nic, send, collectAfter } = network(2);
    steering.portOf.set([0, 1]);
    const [a, b, c] = [send(0, 0), send(0, 0), send(1, 0)];
    clock.nowPs = 10_000_000;
    nic.respond(a);
    nic.respond(b);
    clock.nowPs = 10_000_001;
    nic.respond(c);
    collectAfter(10_000_001);
    const order = [a, c, b].map((expected) => {
      const packet = nic.sendSide.next();
      nic.sendSide.take(packet);
      return packet === expected;
    });
    expect(order).toEqual([true, true, true]);
  });
});
