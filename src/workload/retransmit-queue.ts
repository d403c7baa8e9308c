/**
 * Requests whose frame found a full ring, until TCP sends them again. The timeout is the least that Linux
 * clients use, 200 ms, without back-off (RFC 6298; TCP_RTO_MIN of Linux).
 */
import * as packets from "../hw/packet-table.ts";
import { NONE } from "../hw/packet-table.ts";

/** From the loss of a frame to its retransmission. */
export const TIMEOUT_PS = 200e9;

export class RetransmitQueue {
  length = 0;
  #first = NONE;
  #last = NONE;
  #lastDuePs = 0;

  /** The frame was lost at the packet's `atPs`; afterwards that is when it is due again. */
  add(packet: number): void {
    const duePs = packets.atPs[packet]! + TIMEOUT_PS;
    // Threads notice losses when they poll, so slightly out of order; the timers fire in order.
    this.#lastDuePs = duePs > this.#lastDuePs ? duePs : this.#lastDuePs;
    packets.atPs[packet] = this.#lastDuePs;
    packets.next[packet] = NONE;
    if (this.#last === NONE) this.#first = packet;
    else packets.next[this.#last] = packet;
    this.#last = packet;
    this.length++;
  }

  /** When the first one is due; call only while there is one. */
  firstPs(): number {
    return packets.atPs[this.#first]!;
  }

  /** Takes the first one out. */
  take(): number {
    const packet = this.#first;
    this.#first = packets.next[packet]!;
    if (this.#first === NONE) this.#last = NONE;
    this.length--;
    return packet;
  }
}
