/**
 * The send side of the server's NIC: frames leave their threads, now or at a known later time, and go through their
 * ports in the order of time; all delays behind the port are constant, so that lines of frames on their way
 * back stand in order. Times of leaving are honoured to a bucket of the calendar.
 */
import { BUCKET_PS, CALENDAR, FrameCalendar } from "./frame-calendar.ts";
import * as packets from "./packet-table.ts";
import { NONE } from "./packet-table.ts";
import { MACHINES } from "./receive-lines.ts";
import * as steering from "./steering.ts";

export interface SendSetup {
  /** Which machine of the simulation: 0, or 1 for the far end of a ping-pong. */
  readonly machine: number;
  readonly ports: number;
  readonly psPerByte: number;
  /** From the port to the client's reader. */
  readonly delayPs: number;
}

/** Who takes frames as soon as it is known when they are back. */
export interface Reader {
  /** A frame is back at the packet's `atPs`. */
  isBack(packet: number): void;
}

const PORTS = 16;

/** First and last frame on the way back from each port, in order. */
const backHead = new Int32Array(MACHINES * PORTS);
const backTail = new Int32Array(MACHINES * PORTS);
/** Until when each port is sending, and the time it has spent, booked when a frame gets its turn. */
const portFreePs = new Float64Array(MACHINES * PORTS);
const portBusyPs = new Float64Array(MACHINES * PORTS);

export class SendSide {
  readonly ports: number = 0;
  readonly #firstPort: number = 0;
  /** Frames, or groups of them linked through `next`, that leave their threads. */
  readonly #leaving: FrameCalendar;
  readonly #psPerByte: number = 0;
  readonly #delayPs: number = 0;

  constructor(setup: SendSetup) {
    this.#leaving = new FrameCalendar(setup.machine === 0 ? CALENDAR.near : CALENDAR.far);
    this.ports = setup.ports | 0;
    this.#firstPort = (setup.machine * PORTS) | 0;
    this.#psPerByte = setup.psPerByte;
    this.#delayPs = setup.delayPs;
    const end = this.#firstPort + PORTS;
    backHead.fill(NONE, this.#firstPort, end);
    backTail.fill(NONE, this.#firstPort, end);
    portFreePs.fill(0, this.#firstPort, end);
    portBusyPs.fill(0, this.#firstPort, end);
  }

  /** Frames that are linked leave their thread together. */
  depart(first: number, atPs: number): void {
    packets.atPs[first] = atPs;
    this.leave(first);
  }

  /** Frames that are linked leave their thread together, at the `atPs` of the first. */
  leave(first: number): void {
    this.#leaving.put(first);
  }

  /**
   * Sends what has left its thread by `nowPs` through the ports; afterwards each frame's `atPs` says when it is back
   * at its client. Returns up to when it is known what is back.
   * A reader is given at once what is back by `untilPs`, port by port in order; the rest waits on the lines.
   */
  collect(nowPs: number, untilPs = Number.NEGATIVE_INFINITY, reader?: Reader): number {
    const atPs = packets.atPs;
    const connection = packets.connection;
    const later = packets.later;
    const next = packets.next;
    const replyBytes = packets.replyBytes;
    const firstPort = this.#firstPort;
    const psPerByte = this.#psPerByte;
    const delayPs = this.#delayPs;
    let leaving = this.#leaving.takeAll(nowPs);
    while (leaving !== NONE) {
      const departPs = atPs[leaving]!;
      let packet = leaving;
      leaving = later[leaving]!;
      do {
        const following = next[packet]!;
        const port = firstPort + steering.portOf[connection[packet]!]!;
        const takesPs = Math.floor(replyBytes[packet]! * psPerByte + 0.5);
        const portPs = portFreePs[port]!;
        const leftPs = (departPs > portPs ? departPs : portPs) + takesPs;
        portFreePs[port] = leftPs;
        portBusyPs[port]! += takesPs;
        atPs[packet] = leftPs + delayPs;
        const last = backTail[port]!;
        if (last === NONE && leftPs + delayPs <= untilPs) reader!.isBack(packet);
        else {
          next[packet] = NONE;
          backTail[port] = packet;
          if (last === NONE) backHead[port] = packet;
          else next[last] = packet;
        }
        packet = following;
      } while (packet !== NONE);
    }
    return Math.floor(nowPs / BUCKET_PS) * BUCKET_PS + delayPs;
  }

  /** The frame that is back at its client next, or NONE. */
  next(): number {
    const atPs = packets.atPs;
    let best = backHead[this.#firstPort]!;
    for (let port = 1; port < this.ports; port++) {
      const packet = backHead[this.#firstPort + port]!;
      if (packet !== NONE && (best === NONE || atPs[packet]! < atPs[best]!)) best = packet;
    }
    return best;
  }

  /** Takes the frame that `next` named off its line. */
  take(packet: number): void {
    this.taken(steering.portOf[packets.connection[packet]!]!, packets.next[packet]!);
  }

  /** The first frame on the way back from a port, or NONE. */
  firstOf(port: number): number {
    return backHead[this.#firstPort + port]!;
  }

  /** The frames of a port's way back before `packet`, which may be NONE, were taken. */
  taken(port: number, packet: number): void {
    backHead[this.#firstPort + port] = packet;
    if (packet === NONE) backTail[this.#firstPort + port] = NONE;
  }

  /** Time that all ports together have spent sending up to `nowPs`. */
  busyUntilPs(nowPs: number): number {
    let sumPs = 0;
    for (let port = this.#firstPort; port < this.#firstPort + this.ports; port++) {
      sumPs += portBusyPs[port]! - Math.max(0, portFreePs[port]! - nowPs);
    }
    return sumPs;
  }
}
