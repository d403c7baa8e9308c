/**
 * The server's network: ports that take one frame at a time, and the receive rings of the hardware threads.
 *
 * A frame reaches its port, waits for the frames before it (wire bytes at link speed, and the packet rate of
 * the port), and goes to the ring of the thread that its flow group is directed to. Responses leave through
 * the port in the order in which they are handed over. All delays between port and client are constant.
 */
import type { ActorClock } from "../engine/actor-clock.ts";
import type { Receiver, Sender } from "./contract.ts";
import { NicPort } from "./nic-port.ts";
import { NONE, type PacketTable } from "./packet-table.ts";
import { ReceiveRing } from "./receive-ring.ts";

export interface NicSetup {
  readonly ports: number;
  readonly threads: number;
  /** Descriptors of one thread's rings, over all ports. */
  readonly ringSize: number;
  readonly psPerByte: number;
  /** Shortest time between two packets that a port receives. */
  readonly portGapPs: number;
  /** From a client's send to the port, and from the port to the client's reader. */
  readonly requestDelayPs: number;
  readonly responseDelayPs: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
}

export class Nic {
  readonly rings: readonly ReceiveRing[];
  readonly ports: readonly NicPort[];
  /** Thread and port of each connection. */
  readonly threadOf: Int32Array;
  readonly portOf: Uint8Array;
  readonly requestDelayPs: number = 0;
  readonly responseDelayPs: number = 0;

  readonly #clock: ActorClock;
  readonly #packets: PacketTable;
  readonly #requestPs: number = 0;
  readonly #responsePs: number = 0;

  constructor(clock: ActorClock, packets: PacketTable, connections: number, setup: NicSetup) {
    const { ports, threads, ringSize } = setup;
    this.#clock = clock;
    this.#packets = packets;
    this.requestDelayPs = setup.requestDelayPs;
    this.responseDelayPs = setup.responseDelayPs;
    this.#requestPs = Math.round(Math.max(setup.requestBytes * setup.psPerByte, setup.portGapPs));
    this.#responsePs = Math.round(setup.responseBytes * setup.psPerByte);
    this.rings = Array.from(
      { length: threads },
      () => new ReceiveRing(clock, packets, ringSize, ports),
    );
    this.ports = Array.from({ length: ports }, () => new NicPort());
    this.threadOf = new Int32Array(connections);
    this.portOf = new Uint8Array(connections);
  }

  /** Frames that full rings threw away. */
  get drops(): number {
    return this.rings.reduce((sum, ring) => sum + ring.drops, 0);
  }

  /** Connects the rings with their owners, in the order of the threads, and with the clients. */
  connect(receivers: readonly Receiver[], sender: Sender): void {
    for (const [thread, ring] of this.rings.entries()) {
      ring.receiver = receivers[thread];
      ring.sender = sender;
    }
  }

  /** A client sends a frame, at the packet's `atPs`; calls come in the order of time. */
  send(packet: number): void {
    const { atPs, connection } = this.#packets;
    const from = connection[packet]!;
    const index = this.portOf[from]!;
    const port = this.ports[index]!;
    const reachesPs = atPs[packet]! + this.requestDelayPs;
    const freePs = port.rxFreePs;
    const arrivesPs = (reachesPs > freePs ? reachesPs : freePs) + this.#requestPs;
    port.rxFreePs = arrivesPs;
    atPs[packet] = arrivesPs;
    this.rings[this.threadOf[from]!]!.expect(packet, index);
  }

  /** A response leaves its thread now and will be back at its client, at the packet's `atPs`. */
  respond(packet: number): void {
    const { atPs, connection, next } = this.#packets;
    const port = this.ports[this.portOf[connection[packet]!]!]!;
    const { nowPs } = this.#clock;
    const freePs = port.txFreePs;
    const leftPs = (nowPs > freePs ? nowPs : freePs) + this.#responsePs;
    port.txFreePs = leftPs;
    atPs[packet] = leftPs + this.responseDelayPs;
    next[packet] = NONE;
    if (port.backTail === NONE) port.backHead = packet;
    else next[port.backTail] = packet;
    port.backTail = packet;
  }

  /** The response that is back at its client next, or NONE. */
  nextResponse(): number {
    const { ports } = this;
    let best = ports[0]!.backHead;
    for (let i = 1; i < ports.length; i++) {
      const packet = ports[i]!.backHead;
      if (packet === NONE) continue;
      if (best === NONE || this.#packets.atPs[packet]! < this.#packets.atPs[best]!) best = packet;
    }
    return best;
  }

  /** Takes the response that `nextResponse` named off its line. */
  takeResponse(packet: number): void {
    const port = this.ports[this.portOf[this.#packets.connection[packet]!]!]!;
    const next = this.#packets.next[packet]!;
    port.backHead = next;
    if (next === NONE) port.backTail = NONE;
  }
}
