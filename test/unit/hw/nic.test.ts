/** The network: frames wait for the wire and for one another, rings have an end, nothing is lost silently. */
import { describe, expect, it } from "vitest";
import { ActorClock } from "../../../src/engine/actor-clock.ts";
import { wireBytes } from "../../../src/hw/frame.ts";
import { Nic } from "../../../src/hw/nic.ts";
import { NONE, PacketTable } from "../../../src/hw/packet-table.ts";

function network(ports = 1, ringSize = 4) {
  const clock = new ActorClock(1);
  const packets = new PacketTable(16);
  const nic = new Nic(clock, packets, 4, {
    ports,
    threads: 2,
    ringSize,
    psPerByte: 800,
    portGapPs: 100_000,
    requestDelayPs: 5_000_000,
    responseDelayPs: 7_000_000,
    requestBytes: 84,
    responseBytes: 1000,
  });
  const coming: number[] = [];
  const lost: number[] = [];
  nic.connect(
    [0, 1].map((thread) => ({ frameComing: () => coming.push(thread) })),
    { frameLost: (packet) => lost.push(packet) },
  );
  const send = (connection: number, nowPs: number) => {
    const packet = packets.allocate();
    packets.connection[packet] = connection;
    packets.atPs[packet] = nowPs;
    nic.send(packet);
    return packet;
  };
  return { clock, packets, nic, send, coming, lost };
}

describe("the receive side", () => {
  it("delays a frame by the wire and by its own serialisation or the packet rate", () => {
    const { packets, send } = network();
    const packet = send(0, 0);
    // 84 B take 67.2 ns; the port receives one packet per 100 ns.
    expect(packets.atPs[packet]).toBe(5_100_000);
  });

  it("lets frames wait for one another at their port, and not at another", () => {
    const { packets, nic, send } = network(2);
    nic.portOf.set([0, 0, 1]);
    const [a, b, c] = [send(0, 0), send(1, 10), send(2, 20)];
    expect([a, b, c].map((p) => packets.atPs[p])).toEqual([5_100_000, 5_200_000, 5_100_020]);
  });

  it("tells the thread of the first frame on its way to an empty line, once", () => {
    const { nic, send, coming } = network();
    nic.threadOf.set([0, 1, 1]);
    send(0, 0);
    send(1, 0);
    send(2, 0);
    expect(coming).toEqual([0, 1]);
    expect(nic.rings[0]!.nextFramePs()).toBe(5_100_000);
  });

  it("admits what has arrived, in order, and throws away what finds the ring full", () => {
    const { clock, packets, nic, send, lost } = network(1, 2);
    const sent = [0, 1, 2, 3, 0].map((connection) => send(connection, 0));
    clock.nowPs = 5_400_000; // four of five have arrived
    const ring = nic.rings[0]!;
    ring.admit();
    expect(ring.waiting).toBe(2);
    expect(nic.drops).toBe(2);
    expect(lost).toEqual(sent.slice(2, 4));
    const first = ring.takeAll();
    expect([first, packets.next[first]]).toEqual(sent.slice(0, 2));
    expect([ring.waiting, ring.head]).toEqual([0, NONE]);
    clock.nowPs = 5_500_000;
    ring.admit();
    expect(ring.takeFirst()).toBe(sent[4]);
    expect([ring.waiting, ring.head, ring.tail]).toEqual([0, NONE, NONE]);
    expect(ring.nextFramePs()).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("the send side", () => {
  it("sends responses one after the other, and they come back in that order", () => {
    const { clock, packets, nic, send } = network();
    const [a, b] = [send(0, 0), send(1, 0)];
    clock.nowPs = 10_000_000;
    nic.respond(a);
    nic.respond(b);
    expect(nic.nextResponse()).toBe(a);
    expect(packets.atPs[a]).toBe(10_000_000 + 800_000 + 7_000_000);
    nic.takeResponse(a);
    expect(nic.nextResponse()).toBe(b);
    expect(packets.atPs[b]).toBe(10_000_000 + 1_600_000 + 7_000_000);
    nic.takeResponse(b);
    expect(nic.nextResponse()).toBe(NONE);
  });

  it("names the earliest response of all ports", () => {
    const { clock, nic, send } = network(2);
    nic.portOf.set([0, 1]);
    const [a, b, c] = [send(0, 0), send(0, 0), send(1, 0)];
    clock.nowPs = 10_000_000;
    nic.respond(a);
    nic.respond(b);
    clock.nowPs = 10_000_001;
    nic.respond(c);
    const order = [a, c, b].map((expected) => {
      const packet = nic.nextResponse();
      nic.takeResponse(packet);
      return packet === expected;
    });
    expect(order).toEqual([true, true, true]);
  });
});

describe("wire bytes", () => {
  it("count headers, padding, check sequence, preamble and gap", () => {
    expect(wireBytes(64, false)).toBe(142); // 118 B frame of the paper's echo, 8.80 M/s at 10 Gb/s
    expect(wireBytes(64, true)).toBe(154);
    expect(wireBytes(1, false)).toBe(84);
  });
});

describe("the packet table", () => {
  it("uses freed rows again and says when it is full", () => {
    const packets = new PacketTable(2);
    const a = packets.allocate();
    packets.allocate();
    expect(() => packets.allocate()).toThrow("more than 2 requests");
    packets.release(a);
    expect(packets.outstanding).toBe(1);
    expect(packets.allocate()).toBe(a);
  });
});
