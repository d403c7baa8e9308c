/**
 * Sockets and the ready list of one epoll instance. A request that is complete waits in the queue of its socket as
 * the packet that completed it; segments before that are only counted. A socket with either stands in the ready
 * list once, in the order in which sockets became ready.
 */
import { NONE, type PacketTable } from "../hw/packet-table.ts";

export class ReadySockets {
  /** Ready sockets. */
  count = 0;
  /** Segments without a packet that the last read took. */
  segmentsRead = 0;
  readonly #packets: PacketTable;
  #first = NONE;
  #last = NONE;
  /** Next ready socket behind each socket. */
  readonly #behind: Int32Array;
  /** Packets, and counted segments, that wait in each socket. */
  readonly #head: Int32Array;
  readonly #tail: Int32Array;
  readonly #segments: Int32Array;

  constructor(packets: PacketTable, connections: number) {
    this.#packets = packets;
    this.#behind = new Int32Array(connections).fill(NONE);
    this.#head = new Int32Array(connections).fill(NONE);
    this.#tail = new Int32Array(connections).fill(NONE);
    this.#segments = new Int32Array(connections);
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
    if (this.#segments[socket] === 0) this.#ready(socket);
  }

  /** A segment that completes no request gets to its socket. */
  deliverSegment(socket: number): void {
    const segments = this.#segments[socket]! + 1;
    this.#segments[socket] = segments;
    if (segments === 1 && this.#head[socket] === NONE) this.#ready(socket);
  }

  /** Takes the first ready socket off the list and all that waits in it; returns the first packet, or NONE. */
  read(): number {
    const socket = this.#first;
    const packet = this.#head[socket]!;
    this.segmentsRead = this.#segments[socket]!;
    this.#segments[socket] = 0;
    this.#head[socket] = NONE;
    this.#tail[socket] = NONE;
    const behind = this.#behind[socket]!;
    this.#first = behind;
    if (behind === NONE) this.#last = NONE;
    this.count -= 1;
    return packet;
  }

  #ready(socket: number): void {
    this.#behind[socket] = NONE;
    if (this.#last === NONE) this.#first = socket;
    else this.#behind[this.#last] = socket;
    this.#last = socket;
    this.count += 1;
  }
}
