/**
 * An elastic thread of IX at work: one event per cycle, and one per request that asks for a lock.
 *
 *   cycle   take what stands in the rings, process up to B packets (driver, TCP input), send the frames of
 *           the batch before, enter the application, and run its system calls (recv_done, sendv)
 *   serve   a request reaches the application's lock, if it has one
 *
 * Responses of one cycle leave at the end of the receive part of the next, and a cycle that finds nothing
 * still has to run to send them. With nothing to send either, the thread spins until a frame arrives.
 * When frames leave is known when the cycle begins: the receive part keeps the sharing that it began with.
 */
import { clock } from "../engine/actor-clock.ts";
import type { FifoLock } from "../engine/fifo-lock.ts";
import { begin, rest, run, schedule } from "../hw/hardware-thread.ts";
import * as threads from "../hw/thread-columns.ts";
import type { Machine } from "../hw/machine.ts";
import type { Nic } from "../hw/nic.ts";
import { PacketQueue } from "../hw/packet-queue.ts";
import * as packets from "../hw/packet-table.ts";
import { NONE } from "../hw/packet-table.ts";
import type { ReceiveRing } from "../hw/receive-ring.ts";
import { ACK, MESSAGE, SEGMENT, SYN } from "../tcp/frames.ts";
import type { ServerTcp } from "../tcp/server-tcp.ts";
import type { DataplaneCounts, DataplaneThread } from "./contract.ts";
import type { IxCosts } from "./ix-costs.ts";
import { applicationPart, receiveEndPs, receivePart } from "./ix-cycle.ts";

const SPIN = 0;
/** The cycle ends with its receive part: no request was complete. */
const RECEIVE = 1;
const SERVE = 2;
const FINISH = 3;

/** What all elastic threads of one server share. */
export interface IxServer {
  readonly machine: Machine;
  readonly tcp: ServerTcp;
  readonly costs: IxCosts;
  readonly counts: DataplaneCounts;
}

export class IxThread implements DataplaneThread {
  /** The row of the hardware thread's state. */
  readonly #row: number = 0;
  readonly #ring: ReceiveRing;
  readonly #nic: Nic;
  readonly #tcp: ServerTcp;
  readonly #lock: FifoLock;
  readonly #cost: IxCosts;
  readonly #counts: DataplaneCounts;
  /** B, and whether every message completes a request, so that many are taken at once. */
  readonly #batchBound: number = 0;
  readonly #takesMessages: boolean = false;
  #phase = SPIN;
  /** The software queue behind the rings. */
  readonly #queue: PacketQueue;
  /** Frames that wait for the next transmit step. */
  readonly #out: PacketQueue;
  /** Requests of the batch in the application, and the one being served. */
  readonly #batch: PacketQueue;
  #serving = NONE;
  /** Cycles of TCP beyond the receive path of each packet; cycles of the batch's requests. */
  #controlCycles: number = 0;
  #demandCycles: number = 0;

  constructor({ machine, tcp, costs, counts }: IxServer, index: number) {
    this.#row = machine.threads[index]!.row;
    this.#ring = machine.nic.rings[index]!;
    this.#nic = machine.nic;
    this.#tcp = tcp;
    this.#lock = machine.lock;
    this.#cost = costs;
    this.#batchBound = costs.batchBound | 0; // a parameter may be a boxed number
    this.#takesMessages = tcp.isSingle;
    this.#counts = counts;
    this.#queue = new PacketQueue();
    this.#out = new PacketQueue();
    this.#batch = new PacketQueue();
  }

  frameComing(packet: number): void {
    if (this.#phase !== SPIN) return;
    const atPs = packets.atPs[packet]!;
    if (atPs >= threads.alarmPs[this.#row]!) return;
    threads.alarmPs[this.#row] = atPs;
    schedule(this.#row);
  }

  /** Only the lock is shared between cores. */
  get isMeeting(): boolean {
    return this.#phase === SERVE;
  }

  step(): void {
    if (this.#phase === SERVE) this.#serve();
    else if (this.#phase === FINISH) this.#finish();
    else this.#cycle();
  }

  /** A cycle begins: its receive part, and the application as far as no lock is asked for. */
  #cycle(): void {
    const row = this.#row;
    const n = this.#take();
    const sent = this.#out.length;
    if (n === 0 && sent === 0) {
      this.#phase = SPIN;
      threads.alarmPs[row] = this.#ring.nextFramePs();
      rest(row);
      return;
    }
    const cost = this.#cost;
    const counts = this.#counts;
    const messages = this.#batch.length;
    receivePart(row, cost, counts, n, messages, sent, this.#controlCycles);
    if (sent > 0) this.#transmit();
    if (messages === 0) {
      this.#phase = RECEIVE;
      threads.kernelShare[row] = 1;
    } else if (cost.isLocked) this.#enterFirst();
    else {
      applicationPart(row, cost, counts, messages, this.#demandCycles);
      this.#phase = FINISH;
    }
    run(row);
  }

  /** The frames of the batch before leave at the end of the receive part. */
  #transmit(): void {
    const first = this.#out.head;
    packets.atPs[first] = receiveEndPs(this.#row);
    this.#nic.sendSide.leave(first);
    this.#out.clear();
  }

  /** The first request of the batch, up to the lock, after the receive part. */
  #enterFirst(): void {
    const cost = this.#cost;
    const row = this.#row;
    const psPerCycle = threads.psPerCycle[row]!;
    const request = this.#batch.head;
    this.#serving = request;
    const kernelCycles = threads.cycles[row]! + cost.protectionCycles;
    const kernelPs = kernelCycles * psPerCycle + threads.stallPs[row]!;
    const cycles = kernelCycles + (cost.userCycles + packets.demandCycles[request]!);
    const stallPs = threads.stallPs[row]! + cost.userStallPs;
    threads.cycles[row] = cycles;
    threads.stallPs[row] = stallPs;
    threads.kernelShare[row] = kernelPs / (cycles * psPerCycle + stallPs);
    this.#counts.misses += cost.userMisses;
    this.#phase = SERVE;
  }

  /** A request asks for the lock; afterwards the next one, or the batch's system calls. */
  #serve(): void {
    const cost = this.#cost;
    const row = this.#row;
    const holdPs = cost.lockCycles * threads.psPerCycle[row]! + cost.lockStallPs;
    begin(row);
    threads.fixedUntilPs[row] = this.#lock.acquire(clock.nowPs, holdPs);
    const next = packets.next[this.#serving]!;
    if (next === NONE) {
      this.#phase = FINISH;
      threads.cycles[row] = this.#batch.length * cost.sendCycles;
      threads.stallPs[row] = 0;
      threads.kernelShare[row] = 1;
    } else {
      this.#serving = next;
      threads.cycles[row] = cost.userCycles + packets.demandCycles[next]!;
      threads.stallPs[row] = cost.userStallPs;
      threads.kernelShare[row] = 0;
      this.#counts.misses += cost.userMisses;
    }
    run(row);
  }

  /** The batch's answers are handed to TCP, each in the row of its request if it is one segment; on to the next cycle. */
  #finish(): void {
    const batch = this.#batch;
    if (this.#tcp.responseSegments === 1) this.#out.takeAll(batch);
    else while (batch.length > 0) this.#tcp.answer(batch.shift(), this.#out);
    this.#cycle();
  }

  /** Takes what stands in the rings, and TCP input of the first packets, at most a batch; returns how many. */
  #take(): number {
    const queue = this.#queue;
    const bound = this.#batchBound;
    const hasBacklog = queue.length > 0;
    this.#controlCycles = 0;
    this.#demandCycles = 0;
    if (this.#takesMessages && !hasBacklog) {
      this.#ring.take(this.#batch, bound, MESSAGE, queue);
      this.#demandCycles = this.#ring.demandCycles;
    } else {
      // A full software queue leaves frames in the rings, which then overflow at the NIC's edge.
      if (queue.length < this.#cost.softwareQueue) this.#ring.admitTo(queue);
      if (this.#takesMessages) this.#takeMessages(bound);
    }
    const taken = this.#batch.length;
    const room = bound - taken;
    const n = queue.length < room ? queue.length : room;
    for (let i = 0; i < n; i++) this.#takePacket(queue.shift());
    return taken + n;
  }

  /** Takes messages from the front of the software queue, at most `most`. */
  #takeMessages(most: number): void {
    const kind = packets.kind;
    const demandCycles = packets.demandCycles;
    const next = packets.next;
    const queue = this.#queue;
    const first = queue.head;
    let last = NONE;
    let packet = first;
    let n = 0;
    let demand = 0;
    while (packet !== NONE && n < most && kind[packet] === MESSAGE) {
      demand += demandCycles[packet]!;
      last = packet;
      packet = next[packet]!;
      n += 1;
    }
    if (n === 0) return;
    this.#demandCycles = demand;
    queue.cut(packet, n);
    this.#batch.append(first, last, n);
  }

  /** Any frame: data that completes a request goes to the application, TCP answers the rest or nobody does. */
  #takePacket(packet: number): void {
    const kind = packets.kind[packet]!;
    const tcp = this.#tcp;
    if (kind === SYN) {
      this.#controlCycles += this.#cost.openCycles;
      tcp.opened(packet, this.#out);
    } else if (kind === MESSAGE || kind === SEGMENT) {
      this.#takeData(packet);
    } else {
      if (kind === ACK) {
        this.#controlCycles += tcp.acknowledged(packet, this.#out) * this.#cost.segmentCycles;
      } else this.#controlCycles += this.#cost.closeCycles;
      packets.release(packet);
    }
  }

  #takeData(packet: number): void {
    const tcp = this.#tcp;
    if (tcp.completes(packet)) {
      this.#demandCycles += packets.demandCycles[packet]!;
      this.#batch.push(packet);
    } else if (tcp.isAckDue(packet)) {
      this.#controlCycles += this.#cost.ackCycles;
      tcp.acknowledge(packet, this.#out);
    } else packets.release(packet);
  }
}
