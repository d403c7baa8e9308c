/**
 * The client machines: load connections that keep a bounded number of requests outstanding, and latency
 * connections that keep one. An arrival that finds its connection full is due at once when a response
 * returns; its latency counts from when it is sent, as mutilate measures it.
 */
import { clock } from "../engine/actor-clock.ts";
import { ExponentialStream } from "../engine/exponential.ts";
import type { Nic } from "../hw/nic.ts";
import * as packets from "../hw/packet-table.ts";
import { NONE } from "../hw/packet-table.ts";
import * as requests from "../hw/request-blocks.ts";
import type { Reader } from "../hw/send-side.ts";
import { MESSAGE } from "../tcp/frames.ts";
import type { Clients, ClientSide, LatencySink } from "./contract.ts";
import { MutilateArrivals } from "./mutilate-arrivals.ts";
import { demandOf, type MutilateSetup } from "./open-load.ts";
import { RetransmitQueue } from "./retransmit-queue.ts";

/** Latencies are handed over this many at a time. */
const LATENCIES = 1024;
/** How far requests are sent ahead of what is known to be back: long enough for a row of work, short for the cache. */
const AHEAD_PS = 100e6;

/** More than load and latency connections together. */
const CONNECTIONS = 1 << 17;

/**
 * Requests that each connection may still have outstanding; below zero, arrivals that are due and wait for room.
 */
const room = new Int32Array(CONNECTIONS);

export class MutilateClients implements Clients, Reader {
  /** Since the start: arrivals that were due, requests sent, requests answered. */
  loadDue = 0;
  loadSent = 0;
  loadAnswered = 0;
  latencySent = 0;
  latencyAnswered = 0;
  /** Processes what happens at the clients up to `limitPs` and no further, until told otherwise. */
  limitPs = 0;

  readonly #nic: Nic;
  readonly #sink: LatencySink;
  readonly #load: MutilateArrivals;
  readonly #latency: MutilateArrivals;
  readonly #jitter: ExponentialStream;
  readonly #lost: RetransmitQueue;
  readonly #connections: number = 0;
  readonly #jitterPs: number = 0;
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
    const { random } = side;
    this.#nic = side.nic;
    this.#sink = side.sink;
    const demand = demandOf(setup, side.exchange.timestamps);
    const { connections, latencyConnections, latencyRps, offeredRps } = setup;
    this.#load = new MutilateArrivals(0, random, "load", connections, offeredRps, demand);
    this.#latency = new MutilateArrivals(
      1,
      random,
      "latency",
      latencyConnections,
      latencyRps,
      demand,
    );
    this.#late = new MutilateArrivals(2, random, "late", 1, 1, demand);
    this.#jitter = new ExponentialStream(random("client-jitter"));
    this.#lost = new RetransmitQueue();
    this.#connections = connections | 0; // a parameter may be a boxed number
    this.#jitterPs = setup.jitterPs;
    room.fill(1, 0, connections + latencyConnections);
    room.fill(setup.pipelineDepth, 0, connections);
    packets.kind.fill(MESSAGE, 0, packets.capacity);
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
    clock.set(actor, this.#sentPs + this.#nic.requestDelayPs);
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
      const latencyPs = this.#latency.nextPs;
      this.#sendLoad(latencyPs < endPs ? latencyPs : endPs);
      const loadPs = this.#load.nextPs;
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
    return room[this.#connections + requests.connection[this.#latency.next]!]! > 0;
  }

  /** Sends what the load clients are due to send up to `untilPs`, as long as there is room for it. */
  #sendLoad(untilPs: number): void {
    const load = this.#load;
    const { end } = load;
    for (;;) {
      const first = load.next;
      let row = first;
      for (; row < end && requests.atPs[row]! <= untilPs; row++) {
        const connection = requests.connection[row]!;
        const left = room[connection]! - 1;
        if (left < 0) break;
        room[connection] = left;
      }
      this.#nic.receiveSide.sendRequests(MESSAGE, first, row);
      this.loadDue += row - first;
      this.loadSent += row - first;
      load.next = row;
      if (row < end) return;
      load.refill();
    }
  }

  /** Arrivals, responses and retransmissions one after another. */
  #advanceInOrder(untilPs: number): void {
    const atPs = packets.atPs;
    const nic = this.#nic;
    const lost = this.#lost;
    for (;;) {
      const response = nic.sendSide.next();
      const backPs = response === NONE ? Number.POSITIVE_INFINITY : atPs[response]!;
      const loadPs = this.#load.nextPs;
      const latencyPs = this.#latency.nextPs;
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
    const atPs = packets.atPs;
    const next = packets.next;
    for (let port = 0; port < sendSide.ports; port++) {
      let packet = sendSide.firstOf(port);
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
    const connection = packets.connection[packet]!;
    const latencyPs = packets.atPs[packet]! - packets.sentPs[packet]!;
    room[connection]! += 1;
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
    const connection = firstConnection + requests.connection[row]!;
    const left = room[connection]! - 1;
    room[connection] = left;
    if (firstConnection === 0) this.loadDue += 1;
    if (left >= 0) this.#send(connection, row);
    else this.#waiting += 1;
    source.next = row + 1;
    if (source.next === source.end) source.refill();
  }

  /** Sends a request when its row says, with the demand of that row. */
  #send(connection: number, row: number): void {
    const packet = packets.allocate();
    packets.connection[packet] = connection;
    packets.replyBytes[packet] = requests.replyBytes[row]!;
    packets.sentPs[packet] = requests.atPs[row]!;
    packets.atPs[packet] = requests.atPs[row]!;
    packets.demandCycles[packet] = requests.demandCycles[row]!;
    if (connection < this.#connections) this.loadSent += 1;
    else this.latencySent += 1;
    this.#nic.send(packet);
  }

  /** A response is back; a waiting arrival of its connection takes its place. */
  #answered(packet: number): void {
    this.#nic.sendSide.take(packet);
    const connection = packets.connection[packet]!;
    const backPs = packets.atPs[packet]!;
    const latencyPs = backPs - packets.sentPs[packet]!;
    packets.release(packet);
    if (connection < this.#connections) this.#loadAnswered(latencyPs);
    else this.#latencyAnswered(latencyPs);
    const left = room[connection]!;
    room[connection] = left + 1;
    if (left < 0) this.#sendLate(connection, backPs);
  }

  /** A request that waited for room is sent. */
  #sendLate(connection: number, nowPs: number): void {
    const late = this.#late;
    this.#waiting -= 1;
    requests.atPs[late.next] = nowPs;
    this.#send(connection, late.next);
    late.next += 1;
    if (late.next === late.end) late.refill();
  }
}
