/**
 * An elastic thread of IX at work.
 *
 *   poll      take what stands in the rings, process up to B packets (driver, TCP input)
 *   transmit  send the responses of the batch before; enter the application, or poll again
 *   serve     a request reaches the application's lock; the last one of a batch runs on through
 *             recv_done and sendv of the whole batch into the next poll
 *
 * So responses of one cycle leave after the receive part of the next, and a cycle that finds nothing
 * still has to run to send them. With nothing to send either, the thread spins until a frame arrives.
 */
import type { ActorClock } from "../engine/actor-clock.ts";
import type { FifoLock } from "../engine/fifo-lock.ts";
import type { HardwareThread } from "../hw/hardware-thread.ts";
import type { Machine } from "../hw/machine.ts";
import type { Nic } from "../hw/nic.ts";
import { NONE, type PacketTable } from "../hw/packet-table.ts";
import type { ReceiveRing } from "../hw/receive-ring.ts";
import type { DataplaneCounts, DataplaneThread } from "./contract.ts";
import type { IxCosts } from "./ix-costs.ts";

const POLL = 0;
const TRANSMIT = 1;
const SERVE = 2;
const SPIN = 3;

export class IxThread implements DataplaneThread {
  readonly #clock: ActorClock;
  readonly #thread: HardwareThread;
  readonly #ring: ReceiveRing;
  readonly #nic: Nic;
  readonly #packets: PacketTable;
  readonly #lock: FifoLock;
  readonly #cost: IxCosts;
  readonly #counts: DataplaneCounts;
  #phase = SPIN;
  /** The software queue behind the rings. */
  #queueHead = NONE;
  #queueTail = NONE;
  #queueLength = 0;
  /** Responses that wait for the next receive part. */
  #doneHead = NONE;
  #doneCount = 0;
  /** The batch in the application: its first packet, its size, the packet being served. */
  #batchHead = NONE;
  #batchCount = 0;
  #serving = NONE;

  constructor(machine: Machine, index: number, cost: IxCosts, counts: DataplaneCounts) {
    this.#clock = machine.clock;
    this.#thread = machine.threads[index]!;
    this.#ring = machine.nic.rings[index]!;
    this.#nic = machine.nic;
    this.#packets = machine.packets;
    this.#lock = machine.lock;
    this.#cost = cost;
    this.#counts = counts;
  }

  frameComing(packet: number): void {
    if (this.#phase !== SPIN) return;
    const atPs = this.#packets.atPs[packet]!;
    if (atPs >= this.#thread.alarmPs) return;
    this.#thread.alarmPs = atPs;
    this.#thread.schedule();
  }

  step(): void {
    if (this.#phase === SERVE) this.#serve();
    else if (this.#phase === TRANSMIT) this.#transmit();
    else this.#poll();
  }

  /** The receive part of a cycle. */
  #poll(): void {
    this.#takeRings();
    const cost = this.#cost;
    const thread = this.#thread;
    const queued = this.#queueLength;
    const n = queued < cost.batchBound ? queued : cost.batchBound;
    if (n === 0 && this.#doneCount === 0) {
      this.#phase = SPIN;
      thread.alarmPs = this.#ring.nextFramePs();
      thread.rest();
      return;
    }
    thread.begin();
    thread.alarmPs = Number.POSITIVE_INFINITY;
    let cycles = cost.emptyPassCycles;
    if (n > 0) {
      cycles = cost.passCycles + n * cost.receiveCycles;
      this.#counts.fullPasses += 1;
      this.#counts.packets += n;
      this.#takeBatch(n);
    } else {
      this.#counts.emptyPasses += 1;
      this.#batchCount = 0;
    }
    thread.fixedUntilPs = this.#clock.nowPs;
    thread.cycles = cycles + this.#doneCount * cost.transmitCycles;
    thread.stallPs = cost.passStallPs + n * cost.receiveStallPs;
    thread.kernelShare = 1;
    this.#phase = TRANSMIT;
    thread.run();
  }

  /** The end of the receive part: responses of the batch before leave, the application is entered. */
  #transmit(): void {
    const { next } = this.#packets;
    let packet = this.#doneHead;
    while (packet !== NONE) {
      const following = next[packet]!;
      this.#nic.respond(packet);
      packet = following;
    }
    this.#doneHead = NONE;
    this.#doneCount = 0;
    if (this.#batchCount === 0) {
      this.#poll();
      return;
    }
    this.#phase = SERVE;
    this.#thread.begin();
    this.#thread.fixedUntilPs = this.#clock.nowPs;
    this.#enter(this.#batchHead);
  }

  /** A request asks for the lock; afterwards the next one, or the batch's system calls. */
  #serve(): void {
    const cost = this.#cost;
    const thread = this.#thread;
    const holdPs = cost.lockCycles * thread.psPerCycle + cost.lockStallPs;
    const releasedPs = this.#lock.acquire(this.#clock.nowPs, Math.floor(holdPs + 0.5));
    thread.begin();
    thread.fixedUntilPs = releasedPs;
    const next = this.#packets.next[this.#serving]!;
    if (next !== NONE) {
      this.#enter(next);
      return;
    }
    this.#doneHead = this.#batchHead;
    this.#doneCount = this.#batchCount;
    this.#phase = POLL;
    thread.cycles = this.#batchCount * cost.sendCycles;
    thread.stallPs = 0;
    thread.kernelShare = 1;
    thread.run();
  }

  /** The application works on `packet`, once the fixed part has passed. */
  #enter(packet: number): void {
    this.#serving = packet;
    const thread = this.#thread;
    thread.cycles = this.#cost.userCycles + this.#packets.demandCycles[packet]!;
    thread.stallPs = this.#cost.userStallPs;
    thread.kernelShare = 0;
    thread.run();
  }

  /** Moves everything that has arrived to the software queue. */
  #takeRings(): void {
    const ring = this.#ring;
    ring.admit();
    if (ring.waiting === 0) return;
    if (this.#queueTail === NONE) this.#queueHead = ring.head;
    else this.#packets.next[this.#queueTail] = ring.head;
    this.#queueTail = ring.tail;
    this.#queueLength += ring.waiting;
    ring.takeAll();
  }

  /** Cuts the first `n` packets off the software queue. */
  #takeBatch(n: number): void {
    const { next } = this.#packets;
    const first = this.#queueHead;
    let last = first;
    for (let i = 1; i < n; i++) last = next[last]!;
    const rest = next[last]!;
    next[last] = NONE;
    this.#queueHead = rest;
    if (rest === NONE) this.#queueTail = NONE;
    this.#queueLength -= n;
    this.#batchHead = first;
    this.#batchCount = n;
  }
}
