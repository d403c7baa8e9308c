/**
 * The server's network: a receive side that takes frames from the clients to the rings of the hardware threads,
 * and a send side that takes them back. All delays between port and client are constant.
 */
import { clock } from "../engine/actor-clock.ts";
import type { Receiver, Sender } from "./contract.ts";
import * as packets from "./packet-table.ts";
import { NONE } from "./packet-table.ts";
import { ReceiveRing } from "./receive-ring.ts";
import { ReceiveSide } from "./receive-side.ts";
import { type Reader, SendSide } from "./send-side.ts";

export interface NicSetup {
  /** Which machine of the simulation: 0, or 1 for the far end of a ping-pong. */
  readonly machine: number;
  readonly ports: number;
  readonly threads: number;
  /** Descriptors of one thread's rings, over all ports. */
  readonly ringSize: number;
  readonly psPerByte: number;
  /** Shortest time between two packets that a port receives. */
  readonly portGapPs: number;
  /** From a client's send to the port, and from the port to the client's reader. */
  readonly requestDelayPs: number;
  readonly responseDelayPs: number;
  /** Wire bytes of received frames, by kind. */
  readonly frameBytes: readonly number[];
}

export class Nic {
  readonly rings: readonly ReceiveRing[];
  readonly requestDelayPs: number = 0;
  readonly responseDelayPs: number = 0;
  /** Descriptors of one thread's rings, over all ports. */
  readonly ringSize: number = 0;
  readonly psPerByte: number = 0;
  /** Time that a port takes to receive a message's last, or only, frame. */
  readonly requestPs: number = 0;
  readonly receiveSide: ReceiveSide;
  readonly sendSide: SendSide;

  constructor(setup: NicSetup) {
    const { machine, ports, threads, ringSize, psPerByte, portGapPs } = setup;
    this.requestDelayPs = setup.requestDelayPs;
    this.responseDelayPs = setup.responseDelayPs;
    const framePs = Float64Array.from(setup.frameBytes, (bytes) =>
      Math.round(Math.max(bytes * psPerByte, portGapPs)),
    );
    const delayPs = setup.requestDelayPs;
    const receiveSide = new ReceiveSide({ machine, threads, ports, delayPs, framePs });
    this.receiveSide = receiveSide;
    this.ringSize = ringSize;
    this.psPerByte = psPerByte;
    this.requestPs = framePs[0] ?? 0;
    this.sendSide = new SendSide({
      machine,
      ports,
      psPerByte,
      delayPs: setup.responseDelayPs,
    });
    this.rings = Array.from(
      { length: threads },
      (_, thread) => new ReceiveRing(receiveSide, { thread, size: ringSize }),
    );
  }

  /** Frames that full rings threw away. */
  get drops(): number {
    return this.rings.reduce((sum, ring) => sum + ring.drops, 0);
  }

  /** Time that all ports together have spent receiving, and sending, up to now. */
  get receivedPs(): number {
    return this.receiveSide.busyUntilPs(clock.nowPs);
  }

  get sentPs(): number {
    return this.sendSide.busyUntilPs(clock.nowPs);
  }

  /** Connects the rings with their owners, in the order of the threads, and with the clients. */
  connect(receivers: readonly Receiver[], sender: Sender): void {
    this.receiveSide.receivers = receivers;
    for (const ring of this.rings) ring.sender = sender;
  }

  /** A client sends a frame, at the packet's `atPs`; calls come in the order of time. */
  send(packet: number): void {
    packets.later[packet] = NONE;
    this.receiveSide.sendAll(packet);
  }

  /** A frame leaves its thread now. */
  respond(packet: number): void {
    packets.next[packet] = NONE;
    this.sendSide.depart(packet, clock.nowPs);
  }

  /** Brings the send side up to now; returns up to when it is known what is back at the clients. */
  collect(): number {
    return this.sendSide.collect(clock.nowPs);
  }

  /** The same, and a reader takes at once what is back by `untilPs`. */
  collectFor(reader: Reader, untilPs: number): number {
    return this.sendSide.collect(clock.nowPs, untilPs, reader);
  }
}
