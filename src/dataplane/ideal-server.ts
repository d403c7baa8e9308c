/**
 * An ideal dataplane behind a network, for workloads whose clients wait for responses: frames are taken and answered
 * the moment they arrive, at no cost, and only the requests' own work at the nominal clock takes time. Threads do
 * not slow one another, there is no lock, no miss and no readiness event.
 */
import { clock } from "../engine/actor-clock.ts";
import type { HardwareThread } from "../hw/hardware-thread.ts";
import type { Machine } from "../hw/machine.ts";
import type { Nic } from "../hw/nic.ts";
import { PacketQueue } from "../hw/packet-queue.ts";
import * as packets from "../hw/packet-table.ts";
import { NONE } from "../hw/packet-table.ts";
import type { ReceiveRing } from "../hw/receive-ring.ts";
import { ACK, MESSAGE, SEGMENT, SYN } from "../tcp/frames.ts";
import type { ServerTcp } from "../tcp/server-tcp.ts";
import { PS_PER_S } from "../units.ts";
import { countPass, type DataplaneThread, noCounts } from "./contract.ts";

export class IdealServer {
  readonly threads: readonly IdealThread[];
  readonly counts = noCounts();

  readonly #queues: readonly PacketQueue[];
  readonly #pickQueue: () => number;

  /**
   * @param queues either one for all threads, or one for each.
   * @param pickQueue the queue of the next request.
   */
  constructor(machine: Machine, tcp: ServerTcp, queues: number, pickQueue: () => number) {
    this.#queues = Array.from({ length: queues }, () => new PacketQueue());
    this.#pickQueue = pickQueue;
    this.threads = machine.threads.map((_, i) => {
      const queue = this.#queues[queues === 1 ? 0 : i]!;
      return new IdealThread(this, machine, tcp, queue, i);
    });
  }

  /** A request is complete: a thread of its queue takes it, or it waits. */
  dispatch(request: number): void {
    const pick = this.#pickQueue();
    const thread = this.#queues.length === 1 ? this.#idleThread() : this.threads[pick];
    if (thread?.isIdle === true) thread.serve(request);
    else this.#queues[pick]!.push(request);
  }

  /** All threads are equal, so it does not matter which idle one is taken. */
  #idleThread(): IdealThread | undefined {
    for (const thread of this.threads) if (thread.isIdle) return thread;
    return undefined;
  }
}

/** A thread that serves its queue, and the ring whose frames it passes on. */
class IdealThread implements DataplaneThread {
  readonly #server: IdealServer;
  readonly #thread: HardwareThread;
  readonly #ring: ReceiveRing;
  readonly #nic: Nic;
  readonly #tcp: ServerTcp;
  readonly #queue: PacketQueue;
  readonly #out: PacketQueue;
  readonly #psPerCycle: number = 0;
  #serving = NONE;

  constructor(
    server: IdealServer,
    machine: Machine,
    tcp: ServerTcp,
    queue: PacketQueue,
    index: number,
  ) {
    this.#server = server;
    this.#thread = machine.threads[index]!;
    this.#ring = machine.nic.rings[index]!;
    this.#nic = machine.nic;
    this.#tcp = tcp;
    this.#queue = queue;
    this.#out = new PacketQueue();
    this.#psPerCycle = PS_PER_S / machine.platform.figures.nominalFrequency.value;
  }

  get isIdle(): boolean {
    return this.#serving === NONE;
  }

  frameComing(packet: number): void {
    const atPs = packets.atPs[packet]!;
    if (atPs >= this.#thread.alarmPs) return;
    this.#thread.alarmPs = atPs;
    this.#thread.schedule();
  }

  step(): void {
    if (!this.isIdle && this.#thread.ended()) this.#finish();
    this.#receive();
    this.#transmit();
    this.#thread.alarmPs = this.#ring.nextFramePs();
    this.#thread.schedule();
  }

  /** Begins a request; the thread is idle, or just done with another. */
  serve(request: number): void {
    this.#serving = request;
    const thread = this.#thread;
    const servicePs = Math.floor(packets.demandCycles[request]! * this.#psPerCycle + 0.5);
    thread.begin();
    // All of it is fixed time, which neither the clock nor the sibling stretches.
    thread.fixedUntilPs = clock.nowPs + servicePs;
    thread.cycles = 0;
    thread.stallPs = 0;
    thread.kernelShare = 0;
    thread.run();
  }

  #finish(): void {
    this.#tcp.answer(this.#serving, this.#out);
    this.#serving = NONE;
    if (this.#queue.length > 0) this.serve(this.#queue.shift());
    else this.#thread.rest();
  }

  /** Takes the frames that have arrived. */
  #receive(): void {
    this.#ring.admit();
    const { waiting } = this.#ring;
    if (waiting.length > 0) countPass(this.#server.counts, waiting.length);
    while (waiting.length > 0) {
      const packet = waiting.shift();
      if (packets.kind[packet] === MESSAGE && this.#tcp.completes(packet)) {
        this.#server.dispatch(packet);
      } else this.#control(packet);
    }
  }

  /** A frame that completes no request: it is answered by TCP, or by nobody. */
  #control(packet: number): void {
    const tcp = this.#tcp;
    const kind = packets.kind[packet]!;
    if (kind === SYN) {
      tcp.opened(packet, this.#out);
      return;
    }
    if (kind === SEGMENT) {
      tcp.completes(packet);
      if (tcp.isAckDue(packet)) {
        tcp.acknowledge(packet, this.#out);
        return;
      }
    } else if (kind === ACK) tcp.acknowledged(packet, this.#out);
    packets.release(packet);
  }

  #transmit(): void {
    const out = this.#out;
    while (out.length > 0) this.#nic.respond(out.shift());
  }
}
