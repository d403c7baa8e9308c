/**
 * An ideal dataplane joined to its arrivals without a network: the model of queueing theory, run at the speed of its
 * recursion. The future of a first-come first-served queue without preemption is known as soon as a request
 * arrives, so there are no events: a discipline turns a block of arrivals into times of completion.
 *
 * A completion beyond the time that was asked for is kept until that time comes, so that records do not depend on
 * where blocks and windows end.
 */
import type { HardwareThread } from "../hw/hardware-thread.ts";
import type { Clients, LatencySink } from "../workload/contract.ts";
import { BLOCK, type OpenLoopArrivals } from "../workload/open-loop-arrivals.ts";
import type { DataplaneCounts } from "./contract.ts";

/** Requests that wait at most, over all queues; whoever comes then is dropped. */
export const MOST_WAITING = 2 ** 20;

/** Time of completion of a request that was dropped. */
export const DROPPED = Number.POSITIVE_INFINITY;

/** Requests of one block, by row: when they arise, how long they compute, when they are done. */
export interface RequestBlock {
  readonly atPs: Float64Array;
  readonly servicePs: Float64Array;
  readonly endPs: Float64Array;
}

/** Which thread serves whom, and when. */
export interface Discipline {
  /** Per thread: when it is done with all that it was given, and how much that was since the start. */
  readonly freePs: Float64Array;
  readonly workPs: Float64Array;
  /** Writes `endPs` of the rows from `first` to before `last`. */
  complete(block: RequestBlock, first: number, last: number): void;
}

export class IdealQueue implements Clients {
  loadDue = 0;
  loadSent = 0;
  loadAnswered = 0;
  loadDropped = 0;
  readonly latencySent = 0;
  readonly latencyAnswered = 0;
  limitPs = 0;

  readonly #arrivals: OpenLoopArrivals;
  readonly #discipline: Discipline;
  readonly #threads: readonly HardwareThread[];
  readonly #sink: LatencySink;
  readonly #counts: DataplaneCounts;
  readonly #block: RequestBlock;
  readonly #latencyPs = new Float64Array(BLOCK);
  /** Requests that are done later than was asked for so far. */
  #lateEndPs = new Float64Array(BLOCK);
  #lateLatencyPs = new Float64Array(BLOCK);
  #late = 0;
  /** Busy time of each thread that has been booked. */
  readonly #bookedPs: Float64Array;

  constructor(
    arrivals: OpenLoopArrivals,
    discipline: Discipline,
    threads: readonly HardwareThread[],
    sink: LatencySink,
    counts: DataplaneCounts,
  ) {
    this.#arrivals = arrivals;
    this.#discipline = discipline;
    this.#threads = threads;
    this.#sink = sink;
    this.#counts = counts;
    const { atPs, servicePs } = arrivals;
    this.#block = { atPs, servicePs, endPs: new Float64Array(BLOCK) };
    this.#bookedPs = new Float64Array(threads.length);
    arrivals.refill();
  }

  /** Has no events: everything happens in `advance`. */
  step(): void {}

  advance(untilPs: number): void {
    this.#answerLate(untilPs);
    const arrivals = this.#arrivals;
    const { atPs } = arrivals;
    while (atPs[arrivals.next]! <= untilPs) {
      const first = arrivals.next;
      let last = BLOCK;
      while (atPs[last - 1]! > untilPs) last -= 1;
      this.#discipline.complete(this.#block, first, last);
      this.#answer(first, last, untilPs);
      if (last === BLOCK) arrivals.refill();
      else arrivals.next = last;
    }
    this.#book(untilPs);
  }

  flush(): void {}

  frameLost(): void {}

  /** Hands over the latencies of the block's rows that are done by now, and keeps the others. */
  #answer(first: number, last: number, untilPs: number): void {
    const { atPs, endPs } = this.#block;
    const latencyPs = this.#latencyPs;
    let n = 0;
    for (let row = first; row < last; row++) {
      const end = endPs[row]!;
      if (end <= untilPs) latencyPs[n++] = end - atPs[row]!;
      else this.#keep(row);
    }
    this.loadDue += last - first;
    this.#handOver(n);
  }

  #handOver(n: number): void {
    this.loadAnswered += n;
    this.#sink.latencyClient(this.#latencyPs, n);
  }

  #keep(row: number): void {
    const { atPs, endPs } = this.#block;
    if (endPs[row] === DROPPED) {
      this.loadDropped += 1;
      return;
    }
    if (this.#late === this.#lateEndPs.length) {
      this.#lateEndPs = doubled(this.#lateEndPs);
      this.#lateLatencyPs = doubled(this.#lateLatencyPs);
    }
    this.#lateEndPs[this.#late] = endPs[row]!;
    this.#lateLatencyPs[this.#late] = endPs[row]! - atPs[row]!;
    this.#late += 1;
  }

  /** Hands over what was kept and is done by now. */
  #answerLate(untilPs: number): void {
    const endPs = this.#lateEndPs;
    const lateLatencyPs = this.#lateLatencyPs;
    let kept = 0;
    let n = 0;
    for (let i = 0; i < this.#late; i++) {
      if (endPs[i]! <= untilPs) {
        this.#latencyPs[n++] = lateLatencyPs[i]!;
        if (n < BLOCK) continue;
        this.#handOver(n);
        n = 0;
      } else {
        endPs[kept] = endPs[i]!;
        lateLatencyPs[kept] = lateLatencyPs[i]!;
        kept += 1;
      }
    }
    this.#late = kept;
    this.#handOver(n);
  }

  /**
   * Books the threads' busy time up to now, which their account counts as idle. All requests known so far have arisen,
   * so beyond now a thread works without a gap until it is free.
   */
  #book(untilPs: number): void {
    const { freePs, workPs } = this.#discipline;
    for (const [i, thread] of this.#threads.entries()) {
      const busyPs = workPs[i]! - Math.max(0, freePs[i]! - untilPs);
      thread.busyPs += busyPs - this.#bookedPs[i]!;
      thread.idlePs -= busyPs - this.#bookedPs[i]!;
      this.#bookedPs[i] = busyPs;
    }
    this.loadSent = this.loadDue - this.loadDropped;
    // A request at a time: passes of one packet.
    this.#counts.passes[1] = this.loadSent;
    this.#counts.packets = this.loadSent;
  }
}

function doubled(values: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(2 * values.length);
  larger.set(values);
  return larger;
}
