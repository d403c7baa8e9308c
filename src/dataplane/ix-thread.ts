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
import type { ActorClock } from "../engine/actor-clock.ts";
import type { FifoLock } from "../engine/fifo-lock.ts";
import type { HardwareThread } from "../hw/hardware-thread.ts";
import type { Machine } from "../hw/machine.ts";
import type { Nic } from "../hw/nic.ts";
import { PacketQueue } from "../hw/packet-queue.ts";
import { NONE, type PacketTable } from "../hw/packet-table.ts";
import type { ReceiveRing } from "../hw/receive-ring.ts";
import { ACK, MESSAGE, SEGMENT, SYN } from "../tcp/frames.ts";
import type { ServerTcp } from "../tcp/server-tcp.ts";
import { countPass, type DataplaneCounts, type DataplaneThread } from "./contract.ts";
import type { IxCosts } from "./ix-costs.ts";

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
  readonly #clock: ActorClock;
  readonly #thread: HardwareThread;
  readonly #ring: ReceiveRing;
  readonly #nic: Nic;
  readonly #packets: PacketTable;
  readonly #tcp: ServerTcp;
  readonly #lock: FifoLock;
  readonly #cost: IxCosts;
  readonly #counts: DataplaneCounts;
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
    this.#clock = machine.clock;
    this.#thread = machine.threads[index]!;
    this.#ring = machine.nic.rings[index]!;
    this.#nic = machine.nic;
    this.#packets = machine.packets;
    this.#tcp = tcp;
    this.#lock = machine.lock;
    this.#cost = costs;
    this.#counts = counts;
    this.#queue = new PacketQueue(machine.packets);
    this.#out = new PacketQueue(machine.packets);
    this.#batch = new PacketQueue(machine.packets);
  }

  frameComing(packet: number): void {
    if (this.#phase !== SPIN) return;
    const atPs = this.#packets.atPs[packet]!;
    if (atPs >= this.#thread.alarmPs) return;
    this.#thread.alarmPs = atPs;
    this.#thread.schedule();
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
    const ring = this.#ring;
    ring.admit();
    this.#queue.takeAll(ring.waiting);
    const cost = this.#cost;
    const thread = this.#thread;
    const queued = this.#queue.length;
    const n = queued < cost.batchBound ? queued : cost.batchBound;
    if (n === 0 && this.#out.length === 0) {
      this.#phase = SPIN;
      thread.alarmPs = ring.nextFramePs();
      thread.rest();
      return;
    }
    thread.begin();
    thread.alarmPs = Number.POSITIVE_INFINITY;
    thread.fixedUntilPs = this.#clock.nowPs;
    this.#controlCycles = 0;
    this.#demandCycles = 0;
    countPass(this.#counts, n);
    if (n > 0) this.#takeBatch(n);
    const sent = this.#out.length;
    const messages = this.#batch.length;
    const passCycles = n === 0 ? cost.emptyPassCycles : cost.passCycles + n * cost.receiveCycles;
    const cycles = passCycles + this.#controlCycles + sent * cost.transmitCycles;
    const misses = messages * cost.messageMisses + cost.portMisses[n]! + cost.portMisses[sent]!;
    const stallPs = misses * cost.missPs;
    this.#counts.misses += misses;
    if (sent > 0) {
      const receivePs = cycles * thread.psPerCycle * thread.stretchNow() + stallPs;
      this.#nic.sendSide.depart(this.#out.head, this.#clock.nowPs + Math.floor(receivePs + 0.5));
      this.#out.clear();
    }
    if (messages === 0) {
      this.#phase = RECEIVE;
      thread.cycles = cycles;
      thread.stallPs = stallPs;
      thread.kernelShare = 1;
    } else if (cost.isLocked) this.#enterFirst(cycles, stallPs);
    else this.#enter(cycles, stallPs, messages);
    thread.run();
  }

  /** The application and its system calls for the whole batch, after `cycles` and stalls of the kernel. */
  #enter(cycles: number, stallPs: number, n: number): void {
    const cost = this.#cost;
    const thread = this.#thread;
    const kernelCycles = cycles + n * cost.sendCycles;
    const kernelPs = kernelCycles * thread.psPerCycle + stallPs;
    thread.cycles = kernelCycles + n * cost.userCycles + this.#demandCycles;
    thread.stallPs = stallPs + n * cost.userStallPs;
    thread.kernelShare = kernelPs / (thread.cycles * thread.psPerCycle + thread.stallPs);
    this.#counts.misses += n * cost.userMisses;
    this.#phase = FINISH;
  }

  /** The first request of the batch, up to the lock, after `cycles` and stalls of the kernel. */
  #enterFirst(cycles: number, stallPs: number): void {
    const cost = this.#cost;
    const thread = this.#thread;
    const request = this.#batch.head;
    this.#serving = request;
    thread.cycles = cycles + cost.userCycles + this.#packets.demandCycles[request]!;
    thread.stallPs = stallPs + cost.userStallPs;
    const kernelPs = cycles * thread.psPerCycle + stallPs;
    thread.kernelShare = kernelPs / (thread.cycles * thread.psPerCycle + thread.stallPs);
    this.#counts.misses += cost.userMisses;
    this.#phase = SERVE;
  }

  /** A request asks for the lock; afterwards the next one, or the batch's system calls. */
  #serve(): void {
    const cost = this.#cost;
    const thread = this.#thread;
    const holdPs = cost.lockCycles * thread.psPerCycle + cost.lockStallPs;
    thread.begin();
    thread.fixedUntilPs = this.#lock.acquire(this.#clock.nowPs, holdPs);
    const next = this.#packets.next[this.#serving]!;
    if (next === NONE) {
      this.#phase = FINISH;
      thread.cycles = this.#batch.length * cost.sendCycles;
      thread.stallPs = 0;
      thread.kernelShare = 1;
    } else {
      this.#serving = next;
      thread.cycles = cost.userCycles + this.#packets.demandCycles[next]!;
      thread.stallPs = cost.userStallPs;
      thread.kernelShare = 0;
      this.#counts.misses += cost.userMisses;
    }
    thread.run();
  }

  /** The batch's answers are handed to TCP, each in the row of its request if it is one segment; on to the next cycle. */
  #finish(): void {
    const batch = this.#batch;
    if (this.#tcp.responseSegments === 1) this.#out.takeAll(batch);
    else while (batch.length > 0) this.#tcp.answer(batch.shift(), this.#out);
    this.#cycle();
  }

  /** TCP input of the first `n` packets of the software queue. */
  #takeBatch(n: number): void {
    const { kind, demandCycles, next } = this.#packets;
    const first = this.#queue.head;
    let last = first;
    let packet = first;
    let demand = 0;
    let plain = this.#tcp.isSingle ? n : 0;
    for (let i = 0; i < plain; i++) {
      if (kind[packet] !== MESSAGE) plain = i;
      else {
        demand += demandCycles[packet]!;
        last = packet;
        packet = next[packet]!;
      }
    }
    this.#demandCycles = demand;
    if (plain > 0) {
      this.#queue.cut(packet, plain);
      this.#batch.append(first, last, plain);
    }
    for (let i = plain; i < n; i++) this.#takePacket(this.#queue.shift());
  }

  /** Any frame: data that completes a request goes to the application, TCP answers the rest or nobody does. */
  #takePacket(packet: number): void {
    const kind = this.#packets.kind[packet]!;
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
      this.#packets.release(packet);
    }
  }

  #takeData(packet: number): void {
    const tcp = this.#tcp;
    if (tcp.completes(packet)) {
      this.#demandCycles += this.#packets.demandCycles[packet]!;
      this.#batch.push(packet);
    } else if (tcp.isAckDue(packet)) {
      this.#controlCycles += this.#cost.ackCycles;
      tcp.acknowledge(packet, this.#out);
    } else this.#packets.release(packet);
  }
}
