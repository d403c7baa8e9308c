/**
 * IX joined to an open loop: every core is simulated by itself, in slices of a millisecond, because its threads meet
 * those of other cores only at the ports of the NIC.
 */
import { clock } from "../engine/actor-clock.ts";
import { ExponentialStream } from "../engine/exponential.ts";
import { missStallPs } from "../hw/cache.ts";
import { setClock } from "../hw/hardware-thread.ts";
import type { Machine } from "../hw/machine.ts";
import { bookedAfterPs, ports, RECEIVE, resetPorts, SEND } from "../hw/port-slots.ts";
import * as steering from "../hw/steering.ts";
import { PS_PER_S } from "../units.ts";
import type { Clients } from "../workload/contract.ts";
import { latencies } from "../workload/latency-buffer.ts";
import { demandOf, type MutilateSetup } from "../workload/open-load.ts";
import * as connections from "../workload/connection-slots.ts";
import { CONNECTIONS, MEMBERS, MOST_OUTSTANDING } from "../workload/connection-slots.ts";
import { ROWS } from "../workload/thread-frames.ts";
import { ThreadLoad } from "../workload/thread-load.ts";
import { noCounts, type OpenLoopRun, type OpenLoopSide } from "./contract.ts";
import { type IxCosts, messageMisses } from "./ix-costs.ts";
import { IxOpenThread } from "./ix-open-thread.ts";

/** Cores are at most this far apart. */
const SLICE_PS = 1e9;
/** While frames queue at a port, where cores would take turns in slices: far less than a queue lasts. */
const QUEUE_SLICE_PS = 5e6;

/** The one or two threads of a core, by row: the lower acts first at equal times. */
interface Core {
  readonly lower: IxOpenThread;
  /** The lower again on a core with one. */
  readonly higher: IxOpenThread;
}

export class IxOpenLoop implements Clients, OpenLoopRun {
  readonly counts = noCounts();
  readonly clients = this;
  limitPs = 0;
  readonly threads: readonly IxOpenThread[];

  readonly #cores: readonly Core[];
  /** Draws the load of flow groups that are between two threads. */
  readonly #transit: ThreadLoad;
  readonly #groupOf: ((connection: number) => number) | undefined;
  readonly #machine: Machine;
  readonly #costs: IxCosts;
  /** Up to when it was known how often connections are used, and the messages answered up to then. */
  #countedPs = 0;
  #counted = 0;
  #nowPs = 0;
  /** Up to then frames may queue at a port. */
  #queuedUntilPs = 0;

  constructor(machine: Machine, side: OpenLoopSide, costs: IxCosts) {
    this.#machine = machine;
    this.#costs = costs;
    resetPorts();
    latencies.reset(side.sink);
    const { load } = side;
    const jitter = new ExponentialStream(side.random("client-jitter"));
    const server = {
      costs,
      counts: this.counts,
      ringSize: machine.nic.ringSize,
      responseDelayPs: machine.nic.responseDelayPs,
      ports: machine.nicPorts,
      latencySlot: load.connections * load.pipelineDepth,
      jitterPs: () => load.jitterPs * jitter.next(),
      measured: side.measured,
    };
    const loads = threadLoads(machine, side);
    this.#transit = loads[machine.threads.length]!;
    this.#groupOf = side.groupOf;
    this.threads = machine.threads.map(
      (thread, i) => new IxOpenThread(server, thread.row, loads[i]!),
    );
    const byRow = new Map(this.threads.map((thread) => [thread.row, thread] as const));
    this.#cores = machine.threads.flatMap(({ row, sibling }) => {
      const lower = byRow.get(row)!;
      if (sibling === undefined) return [{ lower, higher: lower }];
      return row < sibling.row ? [{ lower, higher: byRow.get(sibling.row)! }] : [];
    });
    for (const { row } of this.threads) clock.atPs[row] = 0;
    clock.isOrdered = false;
  }

  get loadDue(): number {
    return this.#sumOfLoads((load) => load.due);
  }

  get loadSent(): number {
    return this.#sumOfLoads((load) => load.sent - load.latencySent);
  }

  get loadAnswered(): number {
    return this.#sum((thread) => thread.answered - thread.latencyAnswered);
  }

  get latencySent(): number {
    return this.#sumOfLoads((load) => load.latencySent);
  }

  get latencyAnswered(): number {
    return this.#sum((thread) => thread.latencyAnswered);
  }

  get drops(): number {
    return this.#sum((thread) => thread.drops);
  }

  /** Looks of a thread that found its rings overflown. */
  get overflows(): number {
    return this.#sum((thread) => thread.overflows);
  }

  /** Frames that were dropped and have been sent again. */
  get retransmissions(): number {
    return this.#sumOfLoads((load) => load.again);
  }

  /** Frames between a client and its answer: on their way, waiting, in the application or held. */
  get outstanding(): number {
    return this.#sum((thread) => thread.outstanding) + this.#transit.tail;
  }

  get receivedPs(): number {
    return this.#sumOfLoads((load) => load.receivedPs) - bookedAfterPs(RECEIVE, this.#nowPs);
  }

  get sentPs(): number {
    return this.#sum((thread) => thread.sentPs) - bookedAfterPs(SEND, this.#nowPs);
  }

  /** Up to when it was simulated. */
  get nowPs(): number {
    return this.#nowPs;
  }

  /** Has no events: everything happens in `advance`. */
  step(): void {}

  frameLost(): void {}

  advance(untilPs: number): void {
    this.runTo(untilPs);
    for (const { load } of this.threads) load.sendUntil(untilPs);
  }

  /** Lets the threads act up to a time; what clients send that nobody looked for is not drawn yet. */
  runTo(untilPs: number): void {
    while (this.#nowPs < untilPs) {
      if (ports.hasQueue) this.#queuedUntilPs = this.#nowPs + SLICE_PS;
      ports.hasQueue = false;
      const slicePs = this.#nowPs < this.#queuedUntilPs ? QUEUE_SLICE_PS : SLICE_PS;
      const endPs = Math.min(this.#nowPs + slicePs, untilPs);
      for (const core of this.#cores) runCore(core, endPs);
      this.#nowPs = endPs;
    }
    clock.nowPs = this.#nowPs;
  }

  /** From now on load clients offer so many requests/s. */
  setOffered(rps: number): void {
    const nowPs = this.#nowPs;
    for (const load of [...this.threads.map((thread) => thread.load), this.#transit]) {
      // What was due before came at the rate before.
      load.sendUntil(nowPs);
      load.setOffered(nowPs, rps);
    }
    // The next request may come sooner than an idle thread knows.
    for (const thread of this.threads) thread.look();
  }

  /** From now on all cores run at another clock. */
  setClock(hz: number): void {
    for (const { row } of this.threads) setClock(row, 1e12 / hz);
  }

  /**
   * A job streams so many bytes per second through the L3 from now on; the messages since the call before say how soon
   * the state of a connection is used again.
   */
  besideStream(bytesPerS: number): void {
    const messages = this.loadAnswered + this.latencyAnswered;
    const elapsedPs = Math.max(1, this.#nowPs - this.#countedPs);
    const perS = ((messages - this.#counted) / elapsedPs) * PS_PER_S;
    this.#counted = messages;
    this.#countedPs = this.#nowPs;
    this.#costs.messageMisses = messageMisses(this.#machine, bytesPerS, perS);
  }

  /** From now on so many cores share the memory: a miss takes the longer, the more of them there are. */
  setCores(cores: number): void {
    const { platform, application } = this.#machine;
    this.#costs.missPs = missStallPs(platform, cores);
    this.#costs.userStallPs = application.misses * this.#costs.missPs;
  }

  /** The load of flow groups that are in transition is nobody's: their frames are held. */
  get transit(): ThreadLoad {
    return this.#transit;
  }

  /** Flow group of a connection. */
  groupOf(connection: number): number {
    if (this.#groupOf === undefined) throw new Error("no flow groups");
    return this.#groupOf(connection);
  }

  flush(): void {
    latencies.flush();
  }

  #sumOfLoads(of: (load: ThreadLoad) => number): number {
    return this.#sum((thread) => of(thread.load)) + of(this.#transit);
  }

  #sum(of: (thread: IxOpenThread) => number): number {
    return this.threads.reduce((sum, thread) => sum + of(thread), 0);
  }
}

/** Lets the threads of a core act up to `endPs`. */
function runCore({ lower, higher }: Core, endPs: number): void {
  const { atPs } = clock;
  const lowerRow = lower.row;
  const higherRow = higher.row;
  for (;;) {
    const lowerPs = atPs[lowerRow]!;
    const higherPs = atPs[higherRow]!;
    const isHigher = higherPs < lowerPs;
    const nowPs = isHigher ? higherPs : lowerPs;
    if (nowPs > endPs) return;
    clock.nowPs = nowPs;
    (isHigher ? higher : lower).step();
  }
}

/** Every thread's load: the connections that the NIC steers to it, and its ring. */
function threadLoads(machine: Machine, { load, random, timestamps }: OpenLoopSide): ThreadLoad[] {
  const { nic } = machine;
  const threads = machine.threads.length;
  const total = load.connections + load.latencyConnections;
  const members = Array.from({ length: threads + 1 }, () => ({
    load: [] as number[],
    latency: [] as number[],
  }));
  for (let connection = 0; connection < total; connection++) {
    const of = members[steering.threadOf[connection]!]!;
    (connection < load.connections ? of.load : of.latency).push(connection);
  }
  connections.cursor.fill(0, 0, total);
  connections.waiting.fill(0, 0, total);
  connections.backPs.fill(0, 0, total * load.pipelineDepth);
  const demand = demandOf(load, timestamps);
  const side = {
    setup: load,
    demand: {
      ...demand,
      replyBytes: demand.replyBytes.map((bytes) => Math.floor(bytes * nic.psPerByte + 0.5)),
    },
    loads: [] as ThreadLoad[],
    pool: { waiting: 0 },
    threads: threads + 1,
    random,
    delayPs: nic.requestDelayPs,
    requestPs: nic.requestPs,
  };
  const ringRows = ringRowsOf(load);
  for (let thread = 0; thread <= threads; thread++) {
    const place = { firstMember: thread * total, ring: thread * ringRows, ringRows };
    side.loads.push(new ThreadLoad(side, thread, place));
  }
  for (const [thread, of] of members.entries()) {
    side.loads[thread]!.setOffered(0, load.offeredRps);
    side.loads[thread]!.setMembers(0, of);
  }
  return side.loads;
}

/** Rows of one thread's ring: a power of two above all that can be outstanding. */
const ringRowsOf = (load: MutilateSetup): number =>
  2 ** Math.ceil(Math.log2(load.connections * load.pipelineDepth + load.latencyConnections + 1));

/** Whether the rings of so many threads fit. */
export const hasRoom = (load: MutilateSetup, threads: number): boolean =>
  load.connections + load.latencyConnections <= CONNECTIONS &&
  ringRowsOf(load) * (threads + 1) <= ROWS &&
  (load.connections + load.latencyConnections) * (threads + 1) <= MEMBERS &&
  (load.connections + load.latencyConnections) * load.pipelineDepth <= MOST_OUTSTANDING;
