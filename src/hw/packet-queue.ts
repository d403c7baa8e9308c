/** A first-in first-out queue of packets, linked through the `next` column: a packet stands in one queue at a time. */
import * as packets from "./packet-table.ts";
import { NONE } from "./packet-table.ts";

export class PacketQueue {
  head = NONE;
  tail = NONE;
  length = 0;

  push(packet: number): void {
    const next = packets.next;
    next[packet] = NONE;
    if (this.tail === NONE) this.head = packet;
    else next[this.tail] = packet;
    this.tail = packet;
    this.length += 1;
  }

  /** Appends packets that are linked from `first` to `last`. */
  append(first: number, last: number, count: number): void {
    const next = packets.next;
    next[last] = NONE;
    if (this.tail === NONE) this.head = first;
    else next[this.tail] = first;
    this.tail = last;
    this.length += count;
  }

  /** Takes the first `count` packets out, which somebody else holds now; `next` is the one behind them. */
  cut(next: number, count: number): void {
    this.head = next;
    if (next === NONE) this.tail = NONE;
    this.length -= count;
  }

  /** Takes the first packet out; there must be one. */
  shift(): number {
    const first = this.head;
    const next = packets.next[first]!;
    this.head = next;
    if (next === NONE) this.tail = NONE;
    this.length -= 1;
    return first;
  }

  /** Moves all packets of another queue behind its own. */
  takeAll(other: PacketQueue): void {
    if (other.length === 0) return;
    this.append(other.head, other.tail, other.length);
    other.clear();
  }

  /** Forgets its packets, which somebody else holds now. */
  clear(): void {
    this.head = NONE;
    this.tail = NONE;
    this.length = 0;
  }
}
