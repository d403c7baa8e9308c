/**
 * The load of one hardware thread's connections: an open loop with a bound on what each connection has outstanding.
 *
 * Independent Poisson sources split by thread are Poisson, so each thread draws its own arrivals, and only when it
 * looks: nothing has to be kept in order over all threads. Requests of a connection are answered in order, so a
 * request may be sent once the response to the one `depth` before is back; until then it waits, and its latency
 * counts from when it is sent, as mutilate measures it. Once a request was lost, order is no longer given: the
 * slot that is back first is taken.
 */
import type { RandomStream } from "../engine/random.ts";
import { RECEIVE, throughPort } from "../hw/port-slots.ts";
import * as steering from "../hw/steering.ts";
import * as connections from "./connection-slots.ts";
import { LostRequests } from "./lost-requests.ts";
import * as frames from "./thread-frames.ts";
import { SLOT_BITS } from "./thread-frames.ts";
import * as requests from "../hw/request-blocks.ts";
import { type Demand, MutilateArrivals } from "./mutilate-arrivals.ts";
import type { MutilateSetup } from "./open-load.ts";
import { NOBODY, ReleaseQueue } from "./release-queue.ts";

/** What the threads' loads have in common. */
export interface LoadSide {
  readonly setup: MutilateSetup;
  /** Every load; a connection's is the one that `connections.owner` says. */
  readonly loads: ThreadLoad[];
  /** Arrivals that wait for room, over all loads. */
  readonly pool: { waiting: number };
  readonly demand: Demand;
  readonly threads: number;
  readonly random: (consumer: string) => RandomStream;
  /** From a client's send to the port, and the port's time for a request. */
  readonly delayPs: number;
  readonly requestPs: number;
}

export class ThreadLoad {
  /** Arrivals that were due, and requests sent, since the start. */
  due = 0;
  sent = 0;
  latencySent = 0;
  /** Frames that were sent again. */
  again = 0;
  /** Arrivals that wait for room, over all threads. */
  readonly pool: { waiting: number };
  /** The thread's ring: frames from `head` to before `tail`, at `ring` + (number & `mask`). */
  readonly ring: number = 0;
  readonly mask: number = 0;
  tail = 0;
  /** Application work of the frames that no application has taken, in cycles. */
  demandCycles = 0;

  readonly #load: MutilateArrivals;
  readonly #latency: MutilateArrivals;
  readonly #late: MutilateArrivals;
  /** Where the thread's load connections begin in `members`, and its latency connections. */
  readonly #firstLoad: number = 0;
  #firstLatency: number = 0;
  readonly #loadConnections: number = 0;
  readonly #side: LoadSide;
  readonly #index: number = 0;
  readonly #depth: number = 0;
  readonly #delayPs: number = 0;
  readonly #requestPs: number = 0;
  /** Arrivals that waited and may be sent at a known time. */
  readonly #released = new ReleaseQueue();
  /** Requests whose frame found a full ring, until TCP sends them again. */
  readonly #lost = new LostRequests();
  /** When the latency client, a released arrival or a retransmission is due next. */
  #otherPs: number = 0;
  /** When anything is due next. */
  #duePs: number = 0;
  /** Its connections. */
  members: connections.Members = { load: [], latency: [] };
  #offeredRps: number = 0;

  /** A load without connections, until `setMembers`. */
  constructor(
    side: LoadSide,
    index: number,
    place: { readonly firstMember: number; readonly ring: number; readonly ringRows: number },
  ) {
    const { setup, demand, random, threads } = side;
    this.#side = side;
    this.#index = index | 0;
    this.pool = side.pool;
    this.ring = place.ring | 0;
    this.mask = (place.ringRows - 1) | 0;
    this.#firstLoad = place.firstMember | 0;
    this.#firstLatency = this.#firstLoad;
    this.#loadConnections = setup.connections | 0;
    this.#depth = setup.pipelineDepth | 0;
    this.#delayPs = side.delayPs;
    this.#requestPs = side.requestPs;
    const arrivals = (kind: number, consumer: string, count: number, rps: number) =>
      new MutilateArrivals(
        kind * threads + index,
        random,
        `${consumer}-${index}`,
        count,
        rps,
        demand,
      );
    this.#load = arrivals(0, "load", 1, 0);
    this.#latency = arrivals(1, "latency", 1, 0);
    this.#late = arrivals(2, "late", 1, 1);
    this.#findOther();
  }

  /** From `nowPs` on it has these connections, at the present load; what was due before has to be sent first. */
  setMembers(nowPs: number, members: connections.Members): void {
    const { load, latency } = members;
    this.members = members;
    this.#firstLatency = (this.#firstLoad + load.length) | 0;
    connections.members.set(load, this.#firstLoad);
    connections.members.set(latency, this.#firstLatency);
    for (const connection of [...load, ...latency]) connections.owner[connection] = this.#index;
    this.#changeRates(nowPs);
  }

  /** From `nowPs` on the load clients offer so many requests/s, over all connections. */
  setOffered(nowPs: number, rps: number): void {
    this.#offeredRps = rps;
    this.#changeRates(nowPs);
  }

  #changeRates(nowPs: number): void {
    const { connections: total, latencyConnections, latencyRps } = this.#side.setup;
    const loadRps = (this.#offeredRps * this.members.load.length) / total;
    this.#load.change(nowPs, loadRps, this.members.load.length);
    const shareOfLatency = this.members.latency.length / Math.max(1, latencyConnections);
    this.#latency.change(nowPs, latencyRps * shareOfLatency, this.members.latency.length);
    this.#findOther();
  }

  /** Time that the ports have spent on its frames. */
  get receivedPs(): number {
    return (this.sent + this.again) * this.#requestPs;
  }

  /** Arrivals of some connections that wait for room, or to be sent again, are another load's from now on. */
  moveArrivals(to: ThreadLoad, isMoving: (connection: number) => boolean): void {
    this.#released.moveTo(to.#released, isMoving);
    this.#lost.moveTo(to.#lost, (slotAndPort) =>
      isMoving(frames.connectionOf(slotAndPort, this.#depth)),
    );
    this.#findOther();
    to.#findOther();
  }

  /** Frames of some connections from number `from` on leave for the end of another ring; the rest closes up. */
  moveFrames(from: number, to: ThreadLoad, isMoving: (connection: number) => boolean): void {
    let kept = from;
    for (let i = from; i < this.tail; i++) {
      const frame = this.ring + (i & this.mask);
      if (isMoving(frames.connectionOf(frames.slotAndPort[frame]!, this.#depth))) {
        frames.copy(frame, to.ring + (to.tail & to.mask));
        to.tail += 1;
        to.demandCycles += frames.demandCycles[frame]!;
        this.demandCycles -= frames.demandCycles[frame]!;
      } else {
        frames.copy(frame, this.ring + (kept & this.mask));
        kept += 1;
      }
    }
    this.tail = kept;
  }

  /** All frames are taken at once: their application work, in cycles. */
  takeDemand(): number {
    const cycles = this.demandCycles;
    this.demandCycles = 0;
    return cycles;
  }

  /** When the next request can be at the thread, as far as is known. */
  nextPs(): number {
    return this.#duePs + this.#delayPs + this.#requestPs;
  }

  /** Sends what can be at the thread by `nowPs`. */
  sendUntilAt(nowPs: number): void {
    this.sendUntil(nowPs - this.#delayPs - this.#requestPs);
  }

  /** Sends what is due by `untilPs`, as far as there is room for it. */
  sendUntil(untilPs: number): void {
    while (this.#duePs <= untilPs) {
      this.#sendLoad(untilPs < this.#otherPs ? untilPs : this.#otherPs);
      const loadPs = this.#load.nextPs;
      this.#duePs = loadPs < this.#otherPs ? loadPs : this.#otherPs;
      if (this.#otherPs <= untilPs) this.#sendOther();
    }
  }

  /** Load arrivals up to `untilPs`: the usual case of `#send`, in one loop. */
  #sendLoad(endPs: number): void {
    let untilPs = endPs;
    const load = this.#load;
    const depth = this.#depth;
    const first = this.#firstLoad;
    const { ring, mask } = this;
    const delayPs = this.#delayPs;
    const requestPs = this.#requestPs;
    // Columns that a loop reads are constants to the compiler if they are looked up before it.
    const atPs = requests.atPs;
    const picks = requests.connection;
    const demandCycles = requests.demandCycles;
    const replyBytes = requests.replyBytes;
    const members = connections.members;
    const cursors = connections.cursor;
    const backPs = connections.backPs;
    const portOf = steering.portOf;
    const sentPs = frames.sentPs;
    const arrivesPs = frames.atPs;
    const demands = frames.demandCycles;
    const replies = frames.replyPs;
    const slots = frames.slotAndPort;
    for (;;) {
      const { end } = load;
      const from = load.next;
      let tail = this.tail;
      let cycles = 0;
      let row = from;
      for (; row < end; row = (row + 1) | 0) {
        const duePs = atPs[row]!;
        if (duePs > untilPs) break;
        const connection = members[(first + picks[row]!) | 0]!;
        let cursor = cursors[connection]!;
        let slot = (Math.imul(connection, depth) + cursor) | 0;
        if (backPs[slot]! > duePs) {
          if (!this.#hasOther(connection, duePs)) {
            this.#wait(connection);
            // Its room may be there before the end.
            if (this.#otherPs < untilPs) untilPs = this.#otherPs;
            continue;
          }
          cursor = cursors[connection]!;
          slot = (Math.imul(connection, depth) + cursor) | 0;
        }
        const following = (cursor + 1) | 0;
        cursors[connection] = following === depth ? 0 : following;
        backPs[slot] = Number.POSITIVE_INFINITY;
        const frame = (ring + (tail & mask)) | 0;
        tail = (tail + 1) | 0;
        const port = portOf[connection]!;
        sentPs[frame] = duePs;
        arrivesPs[frame] = throughPort(RECEIVE, port, duePs + delayPs, requestPs);
        const demand = demandCycles[row]!;
        cycles += demand;
        demands[frame] = demand;
        replies[frame] = replyBytes[row]!;
        slots[frame] = slot | (port << SLOT_BITS);
      }
      this.demandCycles += cycles;
      this.sent += tail - this.tail;
      this.tail = tail;
      this.due += row - from;
      load.next = row;
      if (row < end) return;
      load.refill();
    }
  }

  /** A request goes to the thread's ring, with the demand of a row. */
  #send(connection: number, slot: number, sentPs: number, row: number): void {
    const port = steering.portOf[connection]!;
    const frame = this.ring + (this.tail & this.mask);
    connections.backPs[slot] = Number.POSITIVE_INFINITY;
    frames.sentPs[frame] = sentPs;
    frames.atPs[frame] = throughPort(RECEIVE, port, sentPs + this.#delayPs, this.#requestPs);
    frames.demandCycles[frame] = requests.demandCycles[row]!;
    this.demandCycles += requests.demandCycles[row]!;
    frames.replyPs[frame] = requests.replyBytes[row]!;
    frames.slotAndPort[frame] = slot | (port << SLOT_BITS);
    this.tail += 1;
    this.sent += 1;
  }

  /** An arrival finds its connection full: it waits for the slot, whose response may be on its way already. */
  #wait(connection: number): void {
    connections.waiting[connection]! += 1;
    this.pool.waiting += 1;
    const backPs = connections.nextBackPs(connection, this.#depth);
    if (connections.waiting[connection] === 1 && backPs < Number.POSITIVE_INFINITY) {
      this.#release(connection, backPs);
    }
  }

  /** A response is on its way back, as `backPs` of its slot says; the first arrival that waits for it may be sent then. */
  answered(slot: number): void {
    const connection = Math.floor(slot / this.#depth);
    if (connections.waiting[connection] === 0) return;
    const cursor = slot - connection * this.#depth;
    if (cursor !== connections.cursor[connection]) {
      // The first one may go already, unless its slot's request was lost.
      if (connections.nextBackPs(connection, this.#depth) < Number.POSITIVE_INFINITY) return;
      connections.cursor[connection] = cursor;
    }
    const owner = this.#side.loads[connections.owner[connection]!]!;
    owner.#release(connection, connections.backPs[slot]!);
  }

  /** Whether a load connection whose next slot is out has another one at `duePs`, which is the next one then. */
  #hasOther(connection: number, duePs: number): boolean {
    if (!this.#lost.hasBeen || connections.waiting[connection]! > 0) return false;
    connections.seek(connection, this.#depth);
    return connections.nextBackPs(connection, this.#depth) <= duePs;
  }

  #release(connection: number, atPs: number): void {
    this.#released.add(connection, atPs);
    this.#findOther();
  }

  #findOther(): void {
    const latencyPs = this.#latency.nextPs;
    const { firstPs } = this.#released;
    const againPs = this.#lost.firstPs;
    this.#otherPs = Math.min(firstPs, latencyPs, againPs);
    this.#duePs = Math.min(this.#load.nextPs, this.#otherPs);
  }

  /** The latency client's next arrival, or an arrival that waited. */
  #sendOther(): void {
    const { firstPs } = this.#released;
    if (this.#otherPs === firstPs) this.#sendLate(this.#released.take(), firstPs);
    else if (this.#otherPs === this.#latency.nextPs) this.#sendLatency();
    else this.#sendAgain();
    this.#findOther();
  }

  /** Frames `from` to the one before `to` were lost when they arrived: TCP sends them again. */
  lose(from: number, to: number): void {
    for (let i = from; i < to; i++) {
      const frame = this.ring + (i & this.mask);
      this.#lost.add(frame);
      this.demandCycles -= frames.demandCycles[frame]!;
    }
    // Frames behind them are on their way still.
    for (let i = to; i < this.tail; i++) {
      frames.copy(this.ring + (i & this.mask), this.ring + ((i - to + from) & this.mask));
    }
    this.tail -= to - from;
    this.#findOther();
  }

  #sendAgain(): void {
    const again = this.#lost.take();
    if (again === undefined) return;
    this.again += 1;
    const frame = this.ring + (this.tail & this.mask);
    const reachesPs = again.againPs + this.#delayPs;
    const port = again.slotAndPort >>> SLOT_BITS;
    frames.sentPs[frame] = again.sentPs;
    frames.atPs[frame] = throughPort(RECEIVE, port, reachesPs, this.#requestPs);
    frames.demandCycles[frame] = again.demandCycles;
    this.demandCycles += again.demandCycles;
    frames.replyPs[frame] = again.replyPs;
    frames.slotAndPort[frame] = again.slotAndPort;
    this.tail += 1;
  }

  #sendLatency(): void {
    const latency = this.#latency;
    const row = latency.next;
    const connection = connections.members[this.#firstLatency + requests.connection[row]!]!;
    const slot = connection * this.#depth;
    const sentPs = requests.atPs[row]!;
    if (connections.backPs[slot]! > sentPs || connections.waiting[connection]! > 0) {
      this.#wait(connection);
    } else {
      this.#send(connection, slot, sentPs, row);
      this.latencySent += 1;
    }
    latency.next = row + 1;
    if (latency.next === latency.end) latency.refill();
  }

  /** An arrival that waited is sent, with a demand of its own; the one behind it waits for the next slot. */
  #sendLate(connection: number, nowPs: number): void {
    if (connection === NOBODY) return;
    const late = this.#late;
    const depth = this.#depth;
    const isLoad = connection < this.#loadConnections;
    const cursor = connections.cursor[connection]!;
    connections.waiting[connection]! -= 1;
    this.pool.waiting -= 1;
    if (isLoad) connections.cursor[connection] = cursor + 1 === depth ? 0 : cursor + 1;
    else this.latencySent += 1;
    this.#send(connection, connection * depth + cursor, nowPs, late.next);
    late.next += 1;
    if (late.next === late.end) late.refill();
    if (connections.waiting[connection] === 0) return;
    if (this.#lost.hasBeen && isLoad) connections.seek(connection, this.#depth);
    const backPs = connections.nextBackPs(connection, this.#depth);
    if (backPs < Number.POSITIVE_INFINITY)
      this.#release(connection, backPs > nowPs ? backPs : nowPs);
  }
}
