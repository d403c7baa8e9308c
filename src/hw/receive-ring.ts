/**
 * The receive rings of one hardware thread, one per port, and the frames on their way to them.
 *
 * A frame's time of arrival is known when it is sent, so frames in flight stand in one FIFO line per port and
 * nothing here is an event: the thread admits what has arrived when it looks, and is told of the first
 * frame on its way to an empty line. What finds the ring full is lost.
 */
import type { ActorClock } from "../engine/actor-clock.ts";
import type { Receiver, Sender } from "./contract.ts";
import { NONE, type PacketTable } from "./packet-table.ts";

export class ReceiveRing {
  /** First and last packet, and how many. */
  head = NONE;
  tail = NONE;
  waiting = 0;
  /** Frames that found the ring full. */
  drops = 0;
  /** Who owns the ring, and who sends again what it lost. */
  receiver: Receiver | undefined;
  sender: Sender | undefined;

  readonly #clock: ActorClock;
  readonly #packets: PacketTable;
  readonly #size: number = 0;
  readonly #ports: number = 0;
  readonly #lineHead: Int32Array;
  readonly #lineTail: Int32Array;

  constructor(clock: ActorClock, packets: PacketTable, size: number, ports: number) {
    this.#clock = clock;
    this.#packets = packets;
    this.#size = size;
    this.#ports = ports;
    this.#lineHead = new Int32Array(ports).fill(NONE);
    this.#lineTail = new Int32Array(ports).fill(NONE);
  }

  /** A frame will arrive from a port, at the packet's `atPs`. */
  expect(packet: number, port: number): void {
    const { next } = this.#packets;
    next[packet] = NONE;
    const last = this.#lineTail[port]!;
    this.#lineTail[port] = packet;
    if (last === NONE) {
      this.#lineHead[port] = packet;
      this.receiver!.frameComing(packet);
    } else {
      next[last] = packet;
    }
  }

  /** When the first frame that is not in the ring yet gets there; Infinity if none is known. */
  nextFramePs(): number {
    let nextPs = Number.POSITIVE_INFINITY;
    for (let port = 0; port < this.#ports; port++) {
      const packet = this.#lineHead[port]!;
      if (packet === NONE) continue;
      const atPs = this.#packets.atPs[packet]!;
      if (atPs < nextPs) nextPs = atPs;
    }
    return nextPs;
  }

  /** Takes in the frames that have arrived by now. */
  admit(): void {
    const { atPs, next } = this.#packets;
    const { nowPs } = this.#clock;
    for (let port = 0; port < this.#ports; port++) {
      let packet = this.#lineHead[port]!;
      while (packet !== NONE && atPs[packet]! <= nowPs) {
        const following = next[packet]!;
        if (this.waiting < this.#size) this.#enqueue(packet);
        else this.#lose(packet);
        packet = following;
      }
      this.#lineHead[port] = packet;
      if (packet === NONE) this.#lineTail[port] = NONE;
    }
  }

  /** Hands over everything: returns the first packet, and leaves the ring empty. */
  takeAll(): number {
    const first = this.head;
    this.head = NONE;
    this.tail = NONE;
    this.waiting = 0;
    return first;
  }

  /** Takes the first packet out; there must be one. */
  takeFirst(): number {
    const first = this.head;
    const next = this.#packets.next[first]!;
    this.head = next;
    if (next === NONE) this.tail = NONE;
    this.waiting -= 1;
    return first;
  }

  #enqueue(packet: number): void {
    const { next } = this.#packets;
    next[packet] = NONE;
    if (this.tail === NONE) this.head = packet;
    else next[this.tail] = packet;
    this.tail = packet;
    this.waiting += 1;
  }

  #lose(packet: number): void {
    this.drops += 1;
    this.sender!.frameLost(packet);
  }
}
