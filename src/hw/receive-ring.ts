/**
 * The receive rings of one hardware thread, one per port, seen as one. The thread admits what has arrived when it
 * looks; what finds the ring full is lost.
 */
import { clock } from "../engine/actor-clock.ts";
import type { Sender } from "./contract.ts";
import { PacketQueue } from "./packet-queue.ts";
import * as packets from "./packet-table.ts";
import { NONE } from "./packet-table.ts";
import * as lines from "./receive-lines.ts";
import type { ReceiveSide } from "./receive-side.ts";

export class ReceiveRing {
  /** What has arrived and was not taken. */
  readonly waiting: PacketQueue;
  /** Frames that found the ring full. */
  drops = 0;
  /** Application work of the requests that `take` took first. */
  demandCycles: number = 0;
  /** Who sends again what it lost. */
  sender: Sender | undefined;

  readonly #side: ReceiveSide;
  readonly #size: number = 0;
  /** Lines of frames on their way, from the first one of this thread to the one behind its last. */
  readonly #firstLine: number = 0;
  readonly #endLine: number = 0;

  /** @param ring size: descriptors over all ports. */
  constructor(side: ReceiveSide, ring: { readonly thread: number; readonly size: number }) {
    this.#side = side;
    this.waiting = new PacketQueue();
    this.#size = ring.size | 0; // parameters may be boxed numbers
    this.#firstLine = (side.firstLine + ring.thread * side.ports) | 0;
    this.#endLine = (this.#firstLine + side.ports) | 0;
  }

  /** When the first frame that is not in the ring yet gets there; Infinity if none is known. */
  nextFramePs(): number {
    let nextPs = Number.POSITIVE_INFINITY;
    for (let line = this.#firstLine; line < this.#endLine; line++) {
      const packet = lines.head[line]!;
      if (packet === NONE) continue;
      const atPs = packets.atPs[packet]!;
      if (atPs < nextPs) nextPs = atPs;
    }
    return nextPs;
  }

  /** Takes in the frames that have arrived by now. */
  admit(): void {
    this.admitUntil(clock.nowPs);
  }

  /** Takes in the frames that will have arrived by `nowPs`. */
  admitUntil(nowPs: number): void {
    const room = this.#size - this.waiting.length;
    if (nowPs > clock.nowPs) this.#side.isTakenAhead = true;
    this.#admit(this.waiting, room, nowPs);
  }

  /** Moves what has arrived by now behind a queue of the thread that looks. */
  admitTo(queue: PacketQueue): void {
    this.#admit(queue, this.#size, clock.nowPs);
  }

  /**
   * Moves what has arrived by now to the thread that looks: the first frames, at most `most` and as long as they are
   * `kind`, to `first`, and the rest to `rest`. Afterwards `demandCycles` is the demand of the first ones.
   */
  take(first: PacketQueue, most: number, kind: number, rest: PacketQueue): void {
    const atPs = packets.atPs;
    const demandCycles = packets.demandCycles;
    const kinds = packets.kind;
    const next = packets.next;
    const { nowPs } = clock;
    // The rings hold no more, however many would be taken.
    const bound = most < this.#size ? most : this.#size;
    let left = bound;
    let demand = 0;
    let isAll = true;
    for (let line = this.#firstLine; isAll && line < this.#endLine; line++) {
      const head = lines.head[line]!;
      const before = left;
      let last = NONE;
      let packet = head;
      while (packet !== NONE && atPs[packet]! <= nowPs) {
        if (left === 0 || kinds[packet] !== kind) {
          isAll = false;
          break;
        }
        demand += demandCycles[packet]!;
        last = packet;
        packet = next[packet]!;
        left -= 1;
      }
      if (last === NONE) continue;
      first.append(head, last, before - left);
      lines.head[line] = packet;
      if (packet === NONE) lines.tail[line] = NONE;
    }
    this.demandCycles = demand;
    if (!isAll) this.#admit(rest, this.#size - (bound - left), nowPs);
  }

  /** Moves what arrives by `nowPs` to a queue; what finds no room is lost. */
  #admit(queue: PacketQueue, room: number, nowPs: number): void {
    const before = queue.length;
    for (let line = this.#firstLine; line < this.#endLine; line++) {
      this.#admitFrom(line, queue, room - (queue.length - before), nowPs);
    }
  }

  #admitFrom(line: number, queue: PacketQueue, room: number, nowPs: number): void {
    const atPs = packets.atPs;
    const next = packets.next;
    const first = lines.head[line]!;
    let last = NONE;
    let n = 0;
    let packet = first;
    while (n < room && packet !== NONE && atPs[packet]! <= nowPs) {
      last = packet;
      packet = next[packet]!;
      n += 1;
    }
    if (n > 0) queue.append(first, last, n);
    while (packet !== NONE && atPs[packet]! <= nowPs) {
      const following = next[packet]!;
      this.#lose(packet);
      packet = following;
    }
    lines.head[line] = packet;
    if (packet === NONE) lines.tail[line] = NONE;
  }

  #lose(packet: number): void {
    this.drops += 1;
    this.sender!.frameLost(packet);
  }
}
