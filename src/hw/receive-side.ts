/**
 * The receive side of the server's NIC: ports that take one frame at a time, and lines of frames on their way to
 * the rings. A frame reaches its port, waits for the frames before it (wire bytes at link speed, and the packet
 * rate of the port), and goes to the ring of the thread that its flow group is directed to.
 *
 * Its time of arrival is known when it is sent, so frames in flight stand in one FIFO line per thread and port and
 * nothing here is an event. This is one of the two hottest loops: columns are constants to the compiler.
 */
import type { Receiver } from "./contract.ts";
import * as packets from "./packet-table.ts";
import { NONE } from "./packet-table.ts";
import * as requests from "./request-blocks.ts";
import * as lines from "./receive-lines.ts";
import { LINES, MACHINES } from "./receive-lines.ts";
import * as steering from "./steering.ts";

export interface ReceiveSetup {
  /** Which machine of the simulation: 0, or 1 for the far end of a ping-pong. */
  readonly machine: number;
  readonly threads: number;
  readonly ports: number;
  /** From a client's send to the port. */
  readonly delayPs: number;
  /** Time that a port takes to receive a frame, by kind. */
  readonly framePs: Float64Array;
}

const PORTS = 16;

/** Until when each port is receiving, and the time it has spent, booked when a frame gets its turn. */
const portFreePs = new Float64Array(MACHINES * PORTS);
const portBusyPs = new Float64Array(MACHINES * PORTS);

/** Frames of a block that are the first of their line. */
const firstOfLine = new Int32Array(MACHINES * LINES);

export class ReceiveSide {
  readonly ports: number = 0;
  /** Line of the first thread and port, and the one behind the last. */
  readonly firstLine: number = 0;
  readonly #endLine: number = 0;
  readonly #firstPort: number = 0;
  /** True once a thread has taken frames before they arrived (a softirq that takes its time at once). */
  isTakenAhead = false;
  /** Who owns each thread's ring. */
  receivers: readonly Receiver[] = [];

  readonly #delayPs: number = 0;
  readonly #framePs: Float64Array;

  constructor(setup: ReceiveSetup) {
    const { machine, threads } = setup;
    if (threads * setup.ports > LINES) throw new RangeError(`more than ${LINES} receive rings`);
    this.#delayPs = setup.delayPs;
    this.#framePs = setup.framePs;
    this.ports = setup.ports | 0;
    this.firstLine = (machine * LINES) | 0;
    this.#endLine = this.firstLine + threads * setup.ports;
    this.#firstPort = (machine * PORTS) | 0;
    lines.head.fill(NONE, this.firstLine, this.#endLine);
    lines.tail.fill(NONE, this.firstLine, this.#endLine);
    portFreePs.fill(0, this.#firstPort, this.#firstPort + PORTS);
    portBusyPs.fill(0, this.#firstPort, this.#firstPort + PORTS);
  }

  /** Clients send frames linked through `later`, each at its `atPs`; they and the calls come in the order of time. */
  sendAll(first: number): void {
    const atPs = packets.atPs;
    const connection = packets.connection;
    const kind = packets.kind;
    const later = packets.later;
    const next = packets.next;
    let packet = first;
    while (packet !== NONE) {
      const sender = connection[packet]!;
      const port = this.#firstPort + steering.portOf[sender]!;
      const takesPs = this.#framePs[kind[packet]!]!;
      const reachesPs = atPs[packet]! + this.#delayPs;
      const portPs = portFreePs[port]!;
      const arrivesPs = (reachesPs > portPs ? reachesPs : portPs) + takesPs;
      portFreePs[port] = arrivesPs;
      portBusyPs[port]! += takesPs;
      atPs[packet] = arrivesPs;
      next[packet] = NONE;
      const thread = steering.threadOf[sender]!;
      const line = this.firstLine + thread * this.ports + steering.portOf[sender]!;
      const last = lines.tail[line]!;
      lines.tail[line] = packet;
      if (last === NONE) {
        lines.head[line] = packet;
        this.receivers[thread]!.frameComing(packet);
      } else next[last] = packet;
      packet = later[packet]!;
    }
  }

  /** Clients send requests of one frame each, rows `from` to the one before `to` of the blocks; all are `kind`. */
  sendRequests(kind: number, from: number, to: number): void {
    const atPs = packets.atPs;
    const connection = packets.connection;
    const demandCycles = packets.demandCycles;
    const next = packets.next;
    const replyBytes = packets.replyBytes;
    const sentPs = packets.sentPs;
    const takesPs = this.#framePs[kind]!;
    const delayPs = this.#delayPs;
    const firstPort = this.#firstPort;
    const { firstLine, ports: portCount } = this;
    let firsts = 0;
    let packet = packets.firstOf(to - from);
    for (let row = from; row < to; row++) {
      const following = next[packet]!;
      const duePs = requests.atPs[row]!;
      const sender = requests.connection[row]!;
      sentPs[packet] = duePs;
      connection[packet] = sender;
      demandCycles[packet] = requests.demandCycles[row]!;
      replyBytes[packet] = requests.replyBytes[row]!;
      const portOf = steering.portOf[sender]!;
      const port = firstPort + portOf;
      const reachesPs = duePs + delayPs;
      const portPs = portFreePs[port]!;
      const arrivesPs = (reachesPs > portPs ? reachesPs : portPs) + takesPs;
      portFreePs[port] = arrivesPs;
      atPs[packet] = arrivesPs;
      next[packet] = NONE;
      const line = firstLine + steering.threadOf[sender]! * portCount + portOf;
      portBusyPs[port]! += takesPs;
      const last = lines.tail[line]!;
      lines.tail[line] = packet;
      if (last === NONE) {
        lines.head[line] = packet;
        firstOfLine[firsts++] = packet;
      } else next[last] = packet;
      packet = following;
    }
    packets.allocated(to - from, packet);
    for (let i = 0; i < firsts; i++) {
      const first = firstOfLine[i]!;
      this.receivers[steering.threadOf[connection[first]!]!]!.frameComing(first);
    }
  }

  /**
   * Time that all ports together have spent receiving up to `nowPs`: without the frames that are still on their
   * way. Once frames were taken ahead of time, what a port has booked for later is left out as one piece instead:
   * that only happens when much arrives, and a busy port has no gaps.
   */
  busyUntilPs(nowPs: number): number {
    const atPs = packets.atPs;
    const kind = packets.kind;
    const next = packets.next;
    let sumPs = 0;
    for (let port = this.#firstPort; port < this.#firstPort + this.ports; port++) {
      sumPs += portBusyPs[port]!;
      if (this.isTakenAhead) sumPs -= Math.max(0, portFreePs[port]! - nowPs);
    }
    if (this.isTakenAhead) return sumPs;
    for (const head of lines.head.subarray(this.firstLine, this.#endLine)) {
      for (let packet = head; packet !== NONE; packet = next[packet]!) {
        const leftPs = atPs[packet]! - nowPs;
        if (leftPs > 0) sumPs -= Math.min(leftPs, this.#framePs[kind[packet]!]!);
      }
    }
    return sumPs;
  }

  /** A frame that left another machine completely at its `atPs`: the switch cuts through to this one. */
  carry(packet: number): void {
    packets.atPs[packet]! -= this.#framePs[packets.kind[packet]!]!;
    packets.later[packet] = NONE;
    this.sendAll(packet);
  }
}
