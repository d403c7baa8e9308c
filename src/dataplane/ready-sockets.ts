/**
 * Sockets and the ready list of one epoll instance. A packet waits in the queue of its socket; a socket with
 * packets stands in the ready list once, in the order in which sockets became ready.
 */
import { NONE, type PacketTable } from "../hw/packet-table.ts";

export class ReadySockets {
  /** Ready sockets. */
  count = 0;
  readonly #packets: PacketTable;
  #first = NONE;
  #last = NONE;
  /** Next ready socket behind each socket. */
  readonly #behind: Int32Array;
  /** Packets that wait in each socket. */
  readonly #head: Int32Array;
  readonly #tail: Int32Array;

  constructor(packets: PacketTable, connections: number) {
    this.#packets = packets;
    this.#behind = new Int32Array(connections).fill(NONE);
    this.#head = new Int32Array(connections).fill(NONE);
    this.#tail = new Int32Array(connections).fill(NONE);
  }

  /** A packet gets to its socket. */
  deliver(packet: number): void {
    const { connection, next } = this.#packets;
    const socket = connection[packet]!;
    next[packet] = NONE;
    const tail = this.#tail[socket]!;
    this.#tail[socket] = packet;
    if (tail !== NONE) {
      next[tail] = packet;
      return;
    }
    this.#head[socket] = packet;
    this.#behind[socket] = NONE;
    if (this.#last === NONE) this.#first = socket;
    else this.#behind[this.#last] = socket;
    this.#last = socket;
    this.count += 1;
  }

  /** Takes the first ready socket off the list and all its packets; returns the first of them. */
  read(): number {
    const socket = this.#first;
    const packet = this.#head[socket]!;
    this.#head[socket] = NONE;
    this.#tail[socket] = NONE;
    const behind = this.#behind[socket]!;
    this.#first = behind;
    if (behind === NONE) this.#last = NONE;
    this.count -= 1;
    return packet;
  }
}
