/**
 * An elastic thread of IX joined to its own load: the fastest form of the same cycle as `ix-thread.ts`, for
 * applications without a shared lock and messages of one segment. It draws its arrivals when it looks, and a
 * request's whole life is a row of its ring: sent, arrived, served, answered in order.
 *
 *   frames of the ring   answered by the next transmit | in the application | waiting | on their way
 *                        first                           head                 arrived   tail
 */
import { clock } from "../engine/actor-clock.ts";
import { rest, run, schedule } from "../hw/hardware-thread.ts";
import * as threads from "../hw/thread-columns.ts";
import { PORTS, SEND, throughPort } from "../hw/port-slots.ts";
import { latencies } from "../workload/latency-buffer.ts";
import * as connections from "../workload/connection-slots.ts";
import * as frames from "../workload/thread-frames.ts";
import { SLOT_BITS, SLOT_MASK } from "../workload/thread-frames.ts";
import type { ThreadLoad } from "../workload/thread-load.ts";
import type { DataplaneCounts } from "./contract.ts";
import type { IxCosts } from "./ix-costs.ts";
import { applicationPart, receiveEndPs, receivePart } from "./ix-cycle.ts";

/** What the threads of one server have in common. */
export interface IxOpenServer {
  readonly costs: IxCosts;
  readonly counts: DataplaneCounts;
  /** Frames that one thread's receive rings hold. */
  readonly ringSize: number;
  /** From the port to the client's reader. */
  readonly responseDelayPs: number;
  readonly ports: number;
  /** The first slot of a latency connection. */
  readonly latencySlot: number;
  /** What the latency client measures beside its latency. */
  readonly jitterPs: () => number;
  readonly measured: ((atPs: number, latencyPs: number) => void) | undefined;
}

/** When the next answer of a batch can leave, by port; long enough to stand outside of V8's heap, where it is constant. */
const departPs = new Float64Array(16 * PORTS);

export class IxOpenThread {
  answered = 0;
  latencyAnswered = 0;
  /** Frames lost at full rings, and the looks that found them so. */
  drops = 0;
  overflows = 0;
  /** Since it was last asked: passes, the packets that they took, and those that they left waiting. */
  passes = 0;
  taken = 0;
  leftWaiting = 0;
  /** True once it has no flow groups and blocks: Linux has the hardware thread. */
  isParked = false;
  /** Time that the ports have spent on its frames. */
  sentPs = 0;
  /** Row of the hardware thread's state. */
  readonly row: number = 0;
  readonly load: ThreadLoad;

  readonly #server: IxOpenServer;
  readonly #cost: IxCosts;
  readonly #batchBound: number = 0;
  readonly #ringSize: number = 0;
  readonly #responseDelayPs: number = 0;
  readonly #latencySlot: number = 0;
  readonly #ports: number = 0;
  #first = 0;
  #head = 0;
  #arrived = 0;

  constructor(server: IxOpenServer, row: number, load: ThreadLoad) {
    this.#server = server;
    this.#cost = server.costs;
    this.#batchBound = server.costs.batchBound | 0;
    this.#ringSize = server.ringSize | 0;
    this.#responseDelayPs = server.responseDelayPs;
    this.#latencySlot = server.latencySlot | 0;
    this.#ports = server.ports | 0;
    this.row = row | 0;
    this.load = load;
  }

  /** Requests that were sent and are not answered. */
  get outstanding(): number {
    return this.load.tail - this.#first;
  }

  /** A cycle begins; what the one before served is sent at the end of this one's receive part. */
  step(): void {
    const { load, row } = this;
    const first = this.#first;
    const head = this.#head;
    const sent = head - first;
    const waiting = this.#admit();
    const n = waiting < this.#batchBound ? waiting : this.#batchBound;
    if (n === 0 && sent === 0) {
      this.#poll();
      return;
    }
    this.passes += 1;
    this.taken += n;
    this.leftWaiting += waiting - n;
    receivePart(row, this.#cost, this.#server.counts, n, n, sent, 0);
    if (sent > 0) this.#transmit(first, head);
    this.#first = head;
    this.#head = head + n;
    if (n > 0) {
      const cycles =
        n === waiting && load.tail === this.#arrived ? load.takeDemand() : this.#demandOf(head, n);
      applicationPart(row, this.#cost, this.#server.counts, n, cycles);
    } else threads.kernelShare[row] = 1;
    run(row);
  }

  /** Nothing to do: the thread spins until the next frame can be there. */
  #poll(): void {
    const { load, row } = this;
    const head = this.#head;
    const isEmpty = head === load.tail;
    let nextPs = load.nextPs();
    if (!isEmpty) {
      const arrivesPs = frames.atPs[load.ring + (head & load.mask)]!;
      if (arrivesPs < nextPs) nextPs = arrivesPs;
    } else {
      // From the start of the ring again, which is in the cache.
      this.#first = 0;
      this.#head = 0;
      this.#arrived = 0;
      load.tail = 0;
    }
    if (this.isParked && isEmpty) nextPs = Number.POSITIVE_INFINITY;
    threads.alarmPs[row] = nextPs > clock.nowPs ? nextPs : clock.nowPs + 1;
    rest(row);
  }

  /** Looks at its ring now, unless it is at work. */
  look(): void {
    if (threads.isBusy[this.row] === 1) return;
    threads.alarmPs[this.row] = clock.nowPs;
    schedule(this.row);
  }

  /** Lets everything happen up to the end of its pass in work, which moves while its sibling starts and stops. */
  finishPass(advance: (untilPs: number) => void): void {
    const { row } = this;
    const beganPs = threads.fixedUntilPs[row]!;
    while (threads.isBusy[row] === 1 && threads.fixedUntilPs[row] === beganPs) {
      advance(clock.atPs[row]!);
    }
  }

  /** Frames of some connections, waiting or on their way, leave for another ring. */
  giveFrames(to: ThreadLoad, isMoving: (connection: number) => boolean): void {
    this.load.moveFrames(this.#head, to, isMoving);
    this.#findArrived();
  }

  /** All frames of a ring, which were held in memory, are waiting here from now on, or on their way. */
  takeFrames(from: ThreadLoad): void {
    const { load } = this;
    from.moveFrames(0, load, () => true);
    // Of the target's own, some may be on their way still: they come behind those held that have come.
    const count = load.tail - this.#head;
    const rows = Array.from(
      { length: count },
      (_, i) => load.ring + ((this.#head + i) & load.mask),
    );
    frames.sortByArrival(rows, clock.nowPs);
    this.#findArrived();
    this.look();
  }

  /** Frames that were moved are not in the NIC's rings, which they cannot overflow. */
  #findArrived(): void {
    const { ring, mask, tail } = this.load;
    let arrived = tail;
    while (arrived > this.#head && frames.atPs[ring + ((arrived - 1) & mask)]! > clock.nowPs) {
      arrived -= 1;
    }
    this.#arrived = arrived;
  }

  /** Takes in what has arrived by now; returns how many frames wait. */
  #admit(): number {
    const { load } = this;
    const { nowPs } = clock;
    load.sendUntilAt(nowPs);
    const { ring, mask, tail } = load;
    const atPs = frames.atPs;
    let arrived = tail;
    // All of them, unless a port was full.
    while (arrived !== this.#arrived && atPs[(ring + ((arrived - 1) & mask)) | 0]! > nowPs) {
      arrived = (arrived - 1) | 0;
    }
    if (arrived - this.#arrived > this.#ringSize) arrived = this.#overflow(arrived);
    this.#arrived = arrived;
    return arrived - this.#head;
  }

  /** What found the rings full since the last look is lost; returns the number behind the last frame that was not. */
  #overflow(arrived: number): number {
    const kept = this.#arrived + this.#ringSize;
    this.load.lose(kept, arrived);
    this.drops += arrived - kept;
    this.overflows += 1;
    return kept;
  }

  /** Application work of the first `n` frames of those that wait. */
  #demandOf(head: number, n: number): number {
    const { load } = this;
    const { ring, mask } = load;
    const demandCycles = frames.demandCycles;
    let cycles = 0;
    for (let i = 0; i < n; i++) cycles += demandCycles[(ring + ((head + i) & mask)) | 0]!;
    load.demandCycles -= cycles;
    return cycles;
  }

  /** Answers leave at the end of the receive part, one behind the other at each port, and are known at once. */
  #transmit(first: number, end: number): void {
    const { load } = this;
    const { ring, mask } = load;
    const responseDelayPs = this.#responseDelayPs;
    const latencySlot = this.#latencySlot;
    const replyPs = frames.replyPs;
    const sentPs = frames.sentPs;
    const slots = frames.slotAndPort;
    const backs = connections.backPs;
    const { loadPs } = latencies;
    const isWaitedFor = load.pool.waiting > 0;
    const departs = departPs;
    const leavesPs = receiveEndPs(this.row);
    const isOnePort = this.#ports === 1;
    let onePs = leavesPs;
    if (!isOnePort) for (let port = 0; port < PORTS; port++) departs[port] = leavesPs;
    latencies.makeRoom(end - first);
    let loads = latencies.loads;
    let busyPs = 0;
    for (let i = first; i < end; i = (i + 1) | 0) {
      const frame = (ring + (i & mask)) | 0;
      const slotAndPort = slots[frame]!;
      const slot = slotAndPort & SLOT_MASK;
      const takesPs = replyPs[frame]!;
      busyPs += takesPs;
      const port = slotAndPort >>> SLOT_BITS;
      const leftPs = throughPort(SEND, port, isOnePort ? onePs : departs[port]!, takesPs);
      if (isOnePort) onePs = leftPs;
      else departs[port] = leftPs;
      const backPs = leftPs + responseDelayPs;
      const latencyPs = backPs - sentPs[frame]!;
      backs[slot] = backPs;
      if (slot < latencySlot) {
        loadPs[loads] = latencyPs;
        loads = (loads + 1) | 0;
      } else this.#latencyClient(latencyPs, backPs);
      if (isWaitedFor) load.answered(slot);
    }
    latencies.loads = loads;
    this.sentPs += busyPs;
    this.answered += end - first;
  }

  #latencyClient(latencyPs: number, backPs: number): void {
    const { jitterPs, measured } = this.#server;
    const laterPs = jitterPs();
    this.latencyAnswered += 1;
    latencies.clientPs[latencies.clients++] = latencyPs + laterPs;
    measured?.(backPs + laterPs, latencyPs + laterPs);
  }
}
