/**
 * The receive side of the server's NIC: ports that take one frame at a time, and lines of frames on their way to
 * the rings. A frame reaches its port, waits for the frames before it (wire bytes at link speed, and the packet
 * rate of the port), and goes to the ring of the thread that its flow group is directed to.
 *
 * Its time of arrival is known when it is sent, so frames in flight stand in one FIFO line per thread and port and
 * nothing here is an event. All state is in typed arrays: this is one of the two hottest loops.
 */
import type { Receiver } from "./contract.ts";
import { NONE, type PacketTable } from "./packet-table.ts";

export interface ReceiveSetup {
  readonly connections: number;
  readonly threads: number;
  readonly ports: number;
  /** From a client's send to the port. */
  readonly delayPs: number;
  /** Time that a port takes to receive a frame, by kind. */
  readonly framePs: Float64Array;
}

/** Requests of one frame each, in the order of time: when they are sent, on which connection, for what. */
export interface RequestBlock {
  /** Kind of all of them, which the free rows of the table have already. */
  readonly kind: number;
  readonly atPs: Float64Array;
  readonly connection: Int32Array;
  readonly demandCycles: Float64Array;
  readonly replyBytes: Int32Array;
}

export class ReceiveSide {
  readonly ports: number = 0;
  /** First and last frame of each line; the line of a thread and a port is thread * ports + port. */
  readonly lineHead: Int32Array;
  readonly lineTail: Int32Array;
  /** Thread and port of each connection. */
  readonly threadOf: Int32Array;
  readonly portOf: Uint8Array;
  /** True once a thread has taken frames before they arrived (a softirq that takes its time at once). */
  isTakenAhead = false;
  /** Who owns each thread's ring. */
  receivers: readonly Receiver[] = [];

  readonly #packets: PacketTable;
  readonly #delayPs: number = 0;
  readonly #framePs: Float64Array;
  /** Until when each port is receiving, and the time it has spent, booked when a frame gets its turn. */
  readonly #freePs: Float64Array;
  readonly #busyPs: Float64Array;

  constructor(packets: PacketTable, setup: ReceiveSetup) {
    const { connections, threads, ports } = setup;
    this.#packets = packets;
    this.#delayPs = setup.delayPs;
    this.#framePs = setup.framePs;
    this.ports = ports | 0;
    this.#freePs = new Float64Array(ports);
    this.#busyPs = new Float64Array(ports);
    this.lineHead = new Int32Array(threads * ports).fill(NONE);
    this.lineTail = new Int32Array(threads * ports).fill(NONE);
    this.threadOf = new Int32Array(connections);
    this.portOf = new Uint8Array(connections);
  }

  /** Clients send linked frames, each at its `atPs`; they and the calls come in the order of time. */
  sendAll(first: number): void {
    const { atPs, connection, kind, next } = this.#packets;
    const framePs = this.#framePs;
    let packet = first;
    while (packet !== NONE) {
      const following = next[packet]!;
      this.#send(packet, connection[packet]!, atPs[packet]!, framePs[kind[packet]!]!);
      packet = following;
    }
  }

  /** Clients send the requests of a block from row `from` to the one before `to`. */
  sendBlock(block: RequestBlock, from: number, to: number): void {
    const packets = this.#packets;
    const { sentPs, connection, demandCycles, replyBytes, next } = packets;
    const framePs = this.#framePs[block.kind]!;
    let packet = packets.firstOf(to - from);
    for (let row = from; row < to; row++) {
      const following = next[packet]!;
      const duePs = block.atPs[row]!;
      const sender = block.connection[row]!;
      sentPs[packet] = duePs;
      connection[packet] = sender;
      demandCycles[packet] = block.demandCycles[row]!;
      replyBytes[packet] = block.replyBytes[row]!;
      this.#send(packet, sender, duePs, framePs);
      packet = following;
    }
    packets.allocated(to - from, packet);
  }

  /** One frame through its port, which takes `takesPs` for it, into its line. */
  #send(packet: number, connection: number, sentPs: number, takesPs: number): void {
    const { atPs, next } = this.#packets;
    const port = this.portOf[connection]!;
    const reachesPs = sentPs + this.#delayPs;
    const portPs = this.#freePs[port]!;
    const arrivesPs = (reachesPs > portPs ? reachesPs : portPs) + takesPs;
    this.#freePs[port] = arrivesPs;
    this.#busyPs[port]! += takesPs;
    atPs[packet] = arrivesPs;
    next[packet] = NONE;
    const thread = this.threadOf[connection]!;
    const line = thread * this.ports + port;
    const last = this.lineTail[line]!;
    this.lineTail[line] = packet;
    if (last === NONE) {
      this.lineHead[line] = packet;
      this.receivers[thread]!.frameComing(packet);
    } else next[last] = packet;
  }

  /**
   * Time that all ports together have spent receiving up to `nowPs`: without the frames that are still on their
   * way. Once frames were taken ahead of time, what a port has booked for later is left out as one piece instead:
   * that only happens when much arrives, and a busy port has no gaps.
   */
  busyUntilPs(nowPs: number): number {
    const bookedPs = this.#busyPs.reduce((sum, ps) => sum + ps, 0);
    if (this.isTakenAhead) {
      return this.#freePs.reduce((sum, freePs) => sum - Math.max(0, freePs - nowPs), bookedPs);
    }
    const { atPs, kind, next } = this.#packets;
    let sumPs = bookedPs;
    for (const head of this.lineHead) {
      for (let packet = head; packet !== NONE; packet = next[packet]!) {
        const leftPs = atPs[packet]! - nowPs;
        if (leftPs > 0) sumPs -= Math.min(leftPs, this.#framePs[kind[packet]!]!);
      }
    }
    return sumPs;
  }

  /** A frame that left another machine completely at its `atPs`: the switch cuts through to this one. */
  carry(packet: number): void {
    const { atPs, kind, next } = this.#packets;
    atPs[packet] = atPs[packet]! - this.#framePs[kind[packet]!]!;
    next[packet] = NONE;
    this.sendAll(packet);
  }
}
