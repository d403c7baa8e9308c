/**
 * The client machines: load connections that keep a bounded number of requests outstanding, and latency
 * connections that keep one. An arrival that finds its connection full is due at once when a response
 * returns; its latency counts from when it is sent, as mutilate measures it.
 */
import type { ActorClock } from "../engine/actor-clock.ts";
import { ExponentialStream } from "../engine/exponential.ts";
import type { Nic } from "../hw/nic.ts";
import { NONE, type PacketTable } from "../hw/packet-table.ts";
import type { Reader } from "../hw/send-side.ts";
import { messageWireBytes, MESSAGE } from "../tcp/frames.ts";
import type { Clients, ClientSide, LatencySink } from "./contract.ts";
import { BLOCK, MutilateArrivals } from "./mutilate-arrivals.ts";
import { RetransmitQueue } from "./retransmit-queue.ts";

/** Latencies are handed over this many at a time. */
const LATENCIES = 1024;
/** How far requests are sent ahead of what is known to be back: long enough for a row of work, short for the cache. */
const AHEAD_PS = 100e6;

/** Load clients and latency client, as numbers. */
export interface MutilateSetup {
  /** Load clients: connections, and most requests outstanding on each. */
  readonly connections: number;
  readonly pipelineDepth: number;
  /** Latency client: connections of depth one, and the requests per second of all of them. */
  readonly latencyConnections: number;
  readonly latencyRps: number;
  readonly offeredRps: number;
  /** Mean of the exponential part that the latency client measures beside it. */
  readonly jitterPs: number;
  /** Cycles of a request: a fixed part, and the mean of an exponential one. */
  readonly fixedCycles: number;
  readonly variableCycles: number;
  /** Cycles per byte of a value, bytes of a response beside it, and the values: a power of two, equally likely. */
  readonly byteCycles: number;
  readonly headerBytes: number;
  readonly valueSizes: Int32Array;
}

export class MutilateClients implements Clients, Reader {
  /** Since the start: arrivals that were due, requests sent, requests answered. */
  loadDue = 0;
  loadSent = 0;
  loadAnswered = 0;
  latencySent = 0;
  latencyAnswered = 0;
  /** Processes what happens at the clients up to `limitPs` and no further, until told otherwise. */
  limitPs = 0;

  readonly #clock: ActorClock;
  readonly #packets: PacketTable;
  readonly #nic: Nic;
  readonly #sink: LatencySink;
  readonly #load: MutilateArrivals;
  readonly #latency: MutilateArrivals;
  readonly #jitter: ExponentialStream;
  readonly #lost: RetransmitQueue;
  readonly #connections: number = 0;
  readonly #jitterPs: number = 0;
  /**
   * Requests that each connection may still have outstanding; below zero, arrivals that are due and wait
   * for room.
   */
  readonly #room: Int32Array;
  /** What each waiting arrival asks for is drawn again when it is sent: here, from a stream of its own. */
  readonly #late: MutilateArrivals;
  /** Arrivals that wait, over all connections. */
  #waiting = 0;
  /** Up to when arrivals have been sent. */
  #sentPs: number = 0;
  readonly #loadLatencyPs = new Float64Array(LATENCIES);
  readonly #clientLatencyPs = new Float64Array(LATENCIES);
  #loadLatencies = 0;
  #clientLatencies = 0;

  constructor(side: ClientSide, setup: MutilateSetup) {
    const { random, packets } = side;
    this.#clock = side.clock;
    this.#packets = packets;
    this.#nic = side.nic;
    this.#sink = side.sink;
    const demand = {
      fixedCycles: Float64Array.from(
        setup.valueSizes,
        (bytes) => setup.fixedCycles + bytes * setup.byteCycles,
      ),
      variableCycles: setup.variableCycles,
      replyBytes: setup.valueSizes.map((bytes) =>
        messageWireBytes(setup.headerBytes + bytes, side.exchange.timestamps),
      ),
    };
    const { connections, latencyConnections, latencyRps, offeredRps } = setup;
    this.#load = new MutilateArrivals(random, "load", connections, offeredRps, demand);
    this.#latency = new MutilateArrivals(random, "latency", latencyConnections, latencyRps, demand);
    this.#late = new MutilateArrivals(random, "late", 1, 1, demand);
    this.#jitter = new ExponentialStream(random("client-jitter"));
    this.#lost = new RetransmitQueue(packets);
    this.#connections = connections | 0; // a parameter may be a boxed number
    this.#jitterPs = setup.jitterPs;
    this.#room = new Int32Array(connections + latencyConnections).fill(1);
    this.#room.fill(setup.pipelineDepth, 0, connections);
    packets.kind.fill(MESSAGE);
  }

  /**
   * Looks ahead. A response that has not left the server cannot be back before `responseDelayPs` from now,
   * so everything at the clients up to then is known; and an arrival whose connection has room without the
   * responses that are not known yet is sent whatever they are. What is sent after the first one that may
   * have to wait cannot reach the server before `requestDelayPs` after it, so there is no need to look again
   * earlier.
   */
  step(actor: number): void {
    const knownPs = this.#collect();
    this.#advance(knownPs < this.limitPs ? knownPs : this.limitPs, knownPs + AHEAD_PS);
    this.#clock.set(actor, this.#sentPs + this.#nic.requestDelayPs);
  }

  /** Lets everything happen at the clients up to `untilPs`; at equal times responses go first. */
  advance(untilPs: number): void {
    this.#collect();
    this.#advance(untilPs, untilPs);
  }

  /** What is back before the next arrival is taken at once, unless somebody waits for it. */
  #collect(): number {
    if (this.#waiting > 0) return this.#nic.collect();
    return this.#nic.collectFor(this, this.#sentPs < this.limitPs ? this.#sentPs : this.limitPs);
  }

  /** Hands over the latencies that are still in the buffers. */
  flush(): void {
    this.#sink.load(this.#loadLatencyPs, this.#loadLatencies);
    this.#sink.latencyClient(this.#clientLatencyPs, this.#clientLatencies);
    this.#loadLatencies = 0;
    this.#clientLatencies = 0;
  }

  frameLost(packet: number): void {
    this.#lost.add(packet);
  }

  /**
   * Takes what is back by `knownPs`, and sends what is due by `aheadPs` or up to the first arrival that may have
   * to wait. While nobody waits, responses change nothing that arrivals depend on: arrivals are sent in a row
   * and responses taken together. Otherwise everything happens one after another.
   */
  #advance(knownPs: number, aheadPs: number): void {
    const endPs = aheadPs < this.limitPs ? aheadPs : this.limitPs;
    while (this.#waiting === 0 && this.#lost.length === 0) {
      const latencyPs = this.#latency.atPs[this.#latency.next]!;
      this.#sendLoad(latencyPs < endPs ? latencyPs : endPs);
      const loadPs = this.#load.atPs[this.#load.next]!;
      const isLoad = loadPs < latencyPs;
      const nowPs = isLoad ? loadPs : latencyPs;
      if (nowPs > endPs || (nowPs > knownPs && (isLoad || !this.#latencyHasRoom()))) {
        this.#takeResponses(knownPs);
        this.#sentPs = nowPs < endPs ? nowPs : endPs;
        return;
      }
      // The latency client's turn, or a load connection that may be full.
      if (nowPs <= knownPs) this.#takeResponses(nowPs);
      this.#arrive(isLoad ? this.#load : this.#latency, isLoad ? 0 : this.#connections);
    }
    this.#advanceInOrder(knownPs);
    this.#sentPs = knownPs;
  }

  /** Whether the connection of the latency client's next arrival has room. */
  #latencyHasRoom(): boolean {
    const { connection, next } = this.#latency;
    return this.#room[this.#connections + connection[next]!]! > 0;
  }

  /** Sends what the load clients are due to send up to `untilPs`, as long as there is room for it. */
  #sendLoad(untilPs: number): void {
    const load = this.#load;
    const { atPs, connection } = load;
    const room = this.#room;
    for (;;) {
      const first = load.next;
      let row = first;
      for (; row < BLOCK && atPs[row]! <= untilPs; row++) {
        const left = room[connection[row]!]! - 1;
        if (left < 0) break;
        room[connection[row]!] = left;
      }
      this.#nic.receiveSide.sendBlock(load, first, row);
      this.loadDue += row - first;
      this.loadSent += row - first;
      load.next = row;
      if (row < BLOCK) return;
      load.refill();
    }
  }

  /** Arrivals, responses and retransmissions one after another. */
  #advanceInOrder(untilPs: number): void {
    const atPs = this.#packets.atPs;
    const nic = this.#nic;
    const lost = this.#lost;
    for (;;) {
      const response = nic.sendSide.next();
      const backPs = response === NONE ? Number.POSITIVE_INFINITY : atPs[response]!;
      const loadPs = this.#load.atPs[this.#load.next]!;
      const latencyPs = this.#latency.atPs[this.#latency.next]!;
      let nowPs = loadPs < latencyPs ? loadPs : latencyPs;
      if (backPs < nowPs) nowPs = backPs;
      if (lost.length > 0 && lost.firstPs() <= nowPs) nowPs = lost.firstPs();
      if (nowPs > untilPs) return;
      if (backPs === nowPs) this.#answered(response);
      else if (loadPs === nowPs) this.#arrive(this.#load, 0);
      else if (latencyPs === nowPs) this.#arrive(this.#latency, this.#connections);
      else nic.send(lost.take());
    }
  }

  /** Takes the responses that are back by `untilPs`, port by port, while nobody waits for them. */
  #takeResponses(untilPs: number): void {
    const { sendSide } = this.#nic;
    const { atPs, next } = this.#packets;
    for (let port = 0; port < sendSide.ports; port++) {
      let packet = sendSide.backHead[port]!;
      while (packet !== NONE && atPs[packet]! <= untilPs) {
        const following = next[packet]!;
        this.isBack(packet);
        packet = following;
      }
      sendSide.taken(port, packet);
    }
  }

  /** A response is back for which nobody waits. */
  isBack(packet: number): void {
    const packets = this.#packets;
    const connection = packets.connection[packet]!;
    const latencyPs = packets.atPs[packet]! - packets.sentPs[packet]!;
    this.#room[connection]! += 1;
    packets.release(packet);
    if (connection < this.#connections) this.#loadAnswered(latencyPs);
    else this.#latencyAnswered(latencyPs);
  }

  #loadAnswered(latencyPs: number): void {
    this.loadAnswered += 1;
    this.#loadLatencyPs[this.#loadLatencies++] = latencyPs;
    if (this.#loadLatencies === LATENCIES) this.flush();
  }

  #latencyAnswered(latencyPs: number): void {
    this.latencyAnswered += 1;
    const jitterPs = this.#jitterPs * this.#jitter.next();
    this.#clientLatencyPs[this.#clientLatencies++] = latencyPs + jitterPs;
    if (this.#clientLatencies === LATENCIES) this.flush();
  }

  /** The next arrival of a source is due: it is sent, or waits until its connection has room. */
  #arrive(source: MutilateArrivals, firstConnection: number): void {
    const row = source.next;
    const connection = firstConnection + source.connection[row]!;
    const room = this.#room[connection]! - 1;
    this.#room[connection] = room;
    if (firstConnection === 0) this.loadDue += 1;
    if (room >= 0) this.#send(connection, source, row);
    else this.#waiting += 1;
    source.next = row + 1;
    if (source.next === BLOCK) source.refill();
  }

  /** Sends a request when its row says, with the demand of that row. */
  #send(connection: number, source: MutilateArrivals, row: number): void {
    const packets = this.#packets;
    const packet = packets.allocate();
    packets.connection[packet] = connection;
    packets.replyBytes[packet] = source.replyBytes[row]!;
    packets.sentPs[packet] = source.atPs[row]!;
    packets.atPs[packet] = source.atPs[row]!;
    packets.demandCycles[packet] = source.demandCycles[row]!;
    if (connection < this.#connections) this.loadSent += 1;
    else this.latencySent += 1;
    this.#nic.send(packet);
  }

  /** A response is back; a waiting arrival of its connection takes its place. */
  #answered(packet: number): void {
    const packets = this.#packets;
    this.#nic.sendSide.take(packet);
    const connection = packets.connection[packet]!;
    const backPs = packets.atPs[packet]!;
    const latencyPs = backPs - packets.sentPs[packet]!;
    packets.release(packet);
    if (connection < this.#connections) this.#loadAnswered(latencyPs);
    else this.#latencyAnswered(latencyPs);
    const room = this.#room[connection]!;
    this.#room[connection] = room + 1;
    if (room < 0) this.#sendLate(connection, backPs);
  }

  /** A request that waited for room is sent. */
  #sendLate(connection: number, nowPs: number): void {
    const late = this.#late;
    this.#waiting -= 1;
    late.atPs[late.next] = nowPs;
    this.#send(connection, late, late.next);
    late.next += 1;
    if (late.next === BLOCK) late.refill();
  }
}
