/**
 * The send side of the server's NIC: frames leave their threads, now or at a known later time, and go through their
 * ports in the order of time; all delays behind the port are constant, so that lines of frames on their way
 * back stand in order. Times of leaving are honoured to a bucket of the time wheel.
 */
import { BUCKET_PS, TimeWheel } from "../engine/time-wheel.ts";
import { NONE, type PacketTable } from "./packet-table.ts";

export interface SendSetup {
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

export class SendSide {
  /** First and last frame on the way back from each port, in order. */
  readonly backHead: Int32Array;
  readonly backTail: Int32Array;

  readonly #packets: PacketTable;
  /** Frames, or linked groups of them, that leave their threads. */
  readonly #leaving: TimeWheel;
  readonly #nextLeaving: Int32Array;
  readonly #portOf: Uint8Array;
  readonly ports: number = 0;
  readonly #psPerByte: number = 0;
  readonly #delayPs: number = 0;
  /** Until when each port is sending, and the time it has spent, booked when a frame gets its turn. */
  readonly #freePs: Float64Array;
  readonly #busyPs: Float64Array;

  constructor(packets: PacketTable, portOf: Uint8Array, setup: SendSetup) {
    this.#packets = packets;
    this.#nextLeaving = new Int32Array(packets.capacity);
    this.#leaving = new TimeWheel(packets.atPs, this.#nextLeaving);
    this.#portOf = portOf;
    this.ports = setup.ports | 0;
    this.#psPerByte = setup.psPerByte;
    this.#delayPs = setup.delayPs;
    this.#freePs = new Float64Array(setup.ports);
    this.#busyPs = new Float64Array(setup.ports);
    this.backHead = new Int32Array(setup.ports).fill(NONE);
    this.backTail = new Int32Array(setup.ports).fill(NONE);
  }

  /** Frames that are linked leave their thread together. */
  depart(first: number, atPs: number): void {
    this.#packets.atPs[first] = atPs;
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
    const { atPs, connection, next, replyBytes } = this.#packets;
    const { backHead, backTail } = this;
    const portOf = this.#portOf;
    const freePs = this.#freePs;
    const busyPs = this.#busyPs;
    const psPerByte = this.#psPerByte;
    const delayPs = this.#delayPs;
    const nextLeaving = this.#nextLeaving;
    let leaving = this.#leaving.takeAll(nowPs);
    while (leaving !== NONE) {
      const departPs = atPs[leaving]!;
      let packet = leaving;
      leaving = nextLeaving[leaving]!;
      do {
        const following = next[packet]!;
        const port = portOf[connection[packet]!]!;
        const takesPs = Math.floor(replyBytes[packet]! * psPerByte + 0.5);
        const portPs = freePs[port]!;
        const leftPs = (departPs > portPs ? departPs : portPs) + takesPs;
        freePs[port] = leftPs;
        busyPs[port] = busyPs[port]! + takesPs;
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
    const { backHead } = this;
    const { atPs } = this.#packets;
    let best = backHead[0]!;
    for (let port = 1; port < this.ports; port++) {
      const packet = backHead[port]!;
      if (packet !== NONE && (best === NONE || atPs[packet]! < atPs[best]!)) best = packet;
    }
    return best;
  }

  /** Takes the frame that `next` named off its line. */
  take(packet: number): void {
    const port = this.#portOf[this.#packets.connection[packet]!]!;
    const next = this.#packets.next[packet]!;
    this.backHead[port] = next;
    if (next === NONE) this.backTail[port] = NONE;
  }

  /** The frames of a port's way back before `packet`, which may be NONE, were taken. */
  taken(port: number, packet: number): void {
    this.backHead[port] = packet;
    if (packet === NONE) this.backTail[port] = NONE;
  }

  /** Time that all ports together have spent sending up to `nowPs`. */
  busyUntilPs(nowPs: number): number {
    return this.#busyPs.reduce(
      (sum, ps, port) => sum + ps - Math.max(0, this.#freePs[port]! - nowPs),
      0,
    );
  }
}
