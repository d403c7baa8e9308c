/**
 * The receive rings of one hardware thread, one per port, seen as one. The thread admits what has arrived when it
 * looks; what finds the ring full is lost.
 */
import type { ActorClock } from "../engine/actor-clock.ts";
import type { Sender } from "./contract.ts";
import { PacketQueue } from "./packet-queue.ts";
import { NONE, type PacketTable } from "./packet-table.ts";
import type { ReceiveSide } from "./receive-side.ts";

export class ReceiveRing {
  /** What has arrived and was not taken. */
  readonly waiting: PacketQueue;
  /** Frames that found the ring full. */
  drops = 0;
  /** Who sends again what it lost. */
  sender: Sender | undefined;

  readonly #clock: ActorClock;
  readonly #packets: PacketTable;
  readonly #size: number = 0;
  /** Lines of frames on their way, from the first one of this thread to the one behind its last. */
  readonly #lineHead: Int32Array;
  readonly #lineTail: Int32Array;
  readonly #firstLine: number = 0;
  readonly #endLine: number = 0;

  /** @param ring size: descriptors over all ports. */
  constructor(
    clock: ActorClock,
    packets: PacketTable,
    side: ReceiveSide,
    ring: { readonly thread: number; readonly size: number },
  ) {
    this.#clock = clock;
    this.#packets = packets;
    this.waiting = new PacketQueue(packets);
    this.#size = ring.size;
    this.#lineHead = side.lineHead;
    this.#lineTail = side.lineTail;
    this.#firstLine = ring.thread * side.ports;
    this.#endLine = this.#firstLine + side.ports;
  }

  /** When the first frame that is not in the ring yet gets there; Infinity if none is known. */
  nextFramePs(): number {
    let nextPs = Number.POSITIVE_INFINITY;
    for (let line = this.#firstLine; line < this.#endLine; line++) {
      const packet = this.#lineHead[line]!;
      if (packet === NONE) continue;
      const atPs = this.#packets.atPs[packet]!;
      if (atPs < nextPs) nextPs = atPs;
    }
    return nextPs;
  }

  /** Takes in the frames that have arrived by now. */
  admit(): void {
    this.admitUntil(this.#clock.nowPs);
  }

  /** Takes in the frames that will have arrived by `nowPs`. */
  admitUntil(nowPs: number): void {
    for (let line = this.#firstLine; line < this.#endLine; line++) this.#admitFrom(line, nowPs);
  }

  #admitFrom(line: number, nowPs: number): void {
    const { atPs, next } = this.#packets;
    const first = this.#lineHead[line]!;
    const room = this.#size - this.waiting.length;
    let last = NONE;
    let n = 0;
    let packet = first;
    while (n < room && packet !== NONE && atPs[packet]! <= nowPs) {
      last = packet;
      packet = next[packet]!;
      n += 1;
    }
    if (n > 0) this.waiting.append(first, last, n);
    while (packet !== NONE && atPs[packet]! <= nowPs) {
      const following = next[packet]!;
      this.#lose(packet);
      packet = following;
    }
    this.#lineHead[line] = packet;
    if (packet === NONE) this.#lineTail[line] = NONE;
  }

  #lose(packet: number): void {
    this.drops += 1;
    this.sender!.frameLost(packet);
  }
}
