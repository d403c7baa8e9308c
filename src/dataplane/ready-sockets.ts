/**
 * Sockets and the ready list of one epoll instance. A request that is complete waits in the queue of its socket as
 * the packet that completed it; segments before that are only counted. A socket with either stands in the ready
 * list once, in the order in which sockets became ready.
 */
import * as packets from "../hw/packet-table.ts";
import { NONE } from "../hw/packet-table.ts";

/** Columns of a socket's row: four numbers side by side, because a socket that gets a packet is rarely in the cache. */
const ROW_BITS = 2;
/** First and last packet that wait in the socket. */
const HEAD = 0;
const TAIL = 1;
/** Counted segments that wait in it. */
const SEGMENTS = 2;
/** Next ready socket behind it. */
const BEHIND = 3;

export class ReadySockets {
  /** Ready sockets. */
  count = 0;
  /** Segments without a packet that the last read took. */
  segmentsRead = 0;
  readonly #connection: Int32Array;
  readonly #next: Int32Array;
  #first = NONE;
  #last = NONE;
  readonly #rows: Int32Array;

  constructor(connections: number) {
    this.#connection = packets.connection;
    this.#next = packets.next;
    this.#rows = new Int32Array(connections << ROW_BITS).fill(NONE);
    for (let socket = 0; socket < connections; socket++) {
      this.#rows[(socket << ROW_BITS) + SEGMENTS] = 0;
    }
  }

  /** A packet gets to its socket. */
  deliver(packet: number): void {
    const rows = this.#rows;
    const socket = this.#connection[packet]!;
    const row = socket << ROW_BITS;
    this.#next[packet] = NONE;
    const tail = rows[row + TAIL]!;
    rows[row + TAIL] = packet;
    if (tail !== NONE) {
      this.#next[tail] = packet;
      return;
    }
    rows[row + HEAD] = packet;
    if (rows[row + SEGMENTS] === 0) this.#ready(socket);
  }

  /** A segment that completes no request gets to its socket. */
  deliverSegment(socket: number): void {
    const rows = this.#rows;
    const row = socket << ROW_BITS;
    const segments = rows[row + SEGMENTS]! + 1;
    rows[row + SEGMENTS] = segments;
    if (segments === 1 && rows[row + HEAD] === NONE) this.#ready(socket);
  }

  /** Takes the first ready socket off the list and all that waits in it; returns the first packet, or NONE. */
  read(): number {
    const rows = this.#rows;
    const row = this.#first << ROW_BITS;
    const packet = rows[row + HEAD]!;
    this.segmentsRead = rows[row + SEGMENTS]!;
    rows[row + HEAD] = NONE;
    rows[row + TAIL] = NONE;
    rows[row + SEGMENTS] = 0;
    this.#first = rows[row + BEHIND]!;
    if (this.#first === NONE) this.#last = NONE;
    this.count -= 1;
    return packet;
  }

  #ready(socket: number): void {
    const rows = this.#rows;
    rows[(socket << ROW_BITS) + BEHIND] = NONE;
    if (this.#last === NONE) this.#first = socket;
    else rows[(this.#last << ROW_BITS) + BEHIND] = socket;
    this.#last = socket;
    this.count += 1;
  }
}
