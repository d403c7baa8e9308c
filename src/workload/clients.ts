/**
 * The client machines: load connections that keep a bounded number of requests outstanding, and latency
 * connections that keep one.
 *
 * Every connection is an open-loop Poisson source. Independent Poisson sources of equal rate are one
 * Poisson source whose arrivals pick a connection at random, so one clock serves them all, exactly.
 * An arrival that finds its connection full is due at once when a response returns; its latency counts
 * from when it is sent, as mutilate measures it.
 */
import type { ActorClock } from "../engine/actor-clock.ts";
import { ExponentialStream } from "../engine/exponential.ts";
import type { RandomStream } from "../engine/random.ts";
import type { Actor } from "../engine/simulation.ts";
import type { Sender } from "../hw/contract.ts";
import type { Nic } from "../hw/nic.ts";
import { NONE, type PacketTable } from "../hw/packet-table.ts";
import type { ApplicationSetup, ClientSetup } from "./contract.ts";
import { RetransmitQueue } from "./retransmit-queue.ts";
import { PS_PER_S } from "../units.ts";

/** Latencies are handed over this many at a time. */
const LATENCIES = 1024;

/** Takes latencies of answered requests, the first `n` of a buffer, in ps. */
export interface LatencySink {
  load(latencyPs: Float64Array, n: number): void;
  latencyClient(latencyPs: Float64Array, n: number): void;
}

/** What the clients are connected to. */
export interface ClientSide {
  readonly clock: ActorClock;
  readonly packets: PacketTable;
  readonly nic: Nic;
  readonly sink: LatencySink;
  readonly random: (consumer: string) => RandomStream;
}

export class Clients implements Actor, Sender {
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
  readonly #loadArrivals: ExponentialStream;
  readonly #latencyArrivals: ExponentialStream;
  readonly #demand: ExponentialStream;
  readonly #jitter: ExponentialStream;
  readonly #connectionPicks: RandomStream;
  readonly #latencyPicks: RandomStream;
  readonly #lost: RetransmitQueue;
  readonly #connections: number = 0;
  readonly #latencyConnections: number = 0;
  readonly #fixedCycles: number = 0;
  readonly #variableCycles: number = 0;
  readonly #jitterPs: number = 0;
  readonly #loadGapPs: number = 0;
  readonly #latencyGapPs: number = 0;
  /**
   * Requests that each connection may still have outstanding; below zero, arrivals that are due and wait
   * for room.
   */
  readonly #room: Float64Array;
  readonly #loadLatencyPs = new Float64Array(LATENCIES);
  readonly #clientLatencyPs = new Float64Array(LATENCIES);
  #loadLatencies = 0;
  #clientLatencies = 0;
  /** Time at the clients, which runs ahead of the server's. */
  #nowPs = 0;
  #nextLoadPs: number = 0;
  #nextLatencyPs: number = 0;

  constructor(
    side: ClientSide,
    setup: ClientSetup,
    application: ApplicationSetup,
    offeredRps: number,
  ) {
    const exponential = (consumer: string) => new ExponentialStream(side.random(consumer));
    this.#clock = side.clock;
    this.#packets = side.packets;
    this.#nic = side.nic;
    this.#sink = side.sink;
    this.#loadArrivals = exponential("load-arrivals");
    this.#latencyArrivals = exponential("latency-arrivals");
    this.#demand = exponential("demand");
    this.#jitter = exponential("client-jitter");
    this.#connectionPicks = side.random("load-connections");
    this.#latencyPicks = side.random("latency-connections");
    this.#lost = new RetransmitQueue(side.packets);
    this.#connections = setup.connections;
    this.#latencyConnections = setup.latencyConnections;
    this.#fixedCycles = application.cycles * (1 - application.variableShare);
    this.#variableCycles = application.cycles * application.variableShare;
    this.#jitterPs = setup.jitterPs;
    this.#loadGapPs = offeredRps > 0 ? PS_PER_S / offeredRps : Number.POSITIVE_INFINITY;
    this.#latencyGapPs = PS_PER_S / setup.latencyRps;
    const connections = setup.connections + setup.latencyConnections;
    this.#room = new Float64Array(connections).fill(1);
    this.#room.fill(setup.pipelineDepth, 0, setup.connections);
    this.#nextLoadPs = Math.round(this.#loadArrivals.next() * this.#loadGapPs);
    this.#nextLatencyPs = Math.round(this.#latencyArrivals.next() * this.#latencyGapPs);
  }

  /**
   * Looks ahead. A response that has not left the server cannot be back before `responseDelayPs` from now,
   * so everything at the clients up to then is known; and what they send later cannot reach the
   * server before `requestDelayPs` after that, so there is no need to look again earlier.
   */
  step(actor: number): void {
    const knownPs = this.#clock.nowPs + this.#nic.responseDelayPs;
    const untilPs = knownPs < this.limitPs ? knownPs : this.limitPs;
    this.advance(untilPs);
    this.#clock.set(actor, untilPs + this.#nic.requestDelayPs);
  }

  /** Lets everything happen at the clients up to `untilPs`; at equal times responses go first. */
  advance(untilPs: number): void {
    const atPs = this.#packets.atPs;
    const nic = this.#nic;
    const lost = this.#lost;
    for (;;) {
      const response = nic.nextResponse();
      const backPs = response === NONE ? Number.POSITIVE_INFINITY : atPs[response]!;
      const loadPs = this.#nextLoadPs;
      const latencyPs = this.#nextLatencyPs;
      let nowPs = loadPs < latencyPs ? loadPs : latencyPs;
      if (backPs < nowPs) nowPs = backPs;
      if (lost.length > 0 && lost.firstPs() <= nowPs) nowPs = lost.firstPs();
      if (nowPs > untilPs) return;
      this.#nowPs = nowPs;
      if (backPs === nowPs) {
        nic.takeResponse(response);
        this.#answered(response);
      } else if (loadPs === nowPs) this.#loadArrival();
      else if (latencyPs === nowPs) this.#latencyArrival();
      else nic.send(lost.take());
    }
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

  #loadArrival(): void {
    this.loadDue++;
    this.#nextLoadPs = this.#nowPs + Math.floor(this.#loadArrivals.next() * this.#loadGapPs + 0.5);
    const connection = this.#connectionPicks.below(this.#connections);
    const room = this.#room[connection]! - 1;
    this.#room[connection] = room;
    if (room >= 0) this.#send(connection);
  }

  #latencyArrival(): void {
    const gapPs = Math.round(this.#latencyArrivals.next() * this.#latencyGapPs);
    this.#nextLatencyPs = this.#nowPs + gapPs;
    const pick = this.#latencyPicks.below(this.#latencyConnections);
    const connection = this.#connections + pick;
    const room = this.#room[connection]! - 1;
    this.#room[connection] = room;
    if (room >= 0) this.#send(connection);
  }

  #send(connection: number): void {
    const packets = this.#packets;
    const packet = packets.allocate();
    const nowPs = this.#nowPs;
    packets.connection[packet] = connection;
    packets.sentPs[packet] = nowPs;
    packets.atPs[packet] = nowPs;
    packets.demandCycles[packet] = this.#fixedCycles + this.#variableCycles * this.#demand.next();
    if (connection < this.#connections) this.loadSent++;
    else this.latencySent++;
    this.#nic.send(packet);
  }

  /** The response of `packet` is back; a waiting arrival of its connection takes its place. */
  #answered(packet: number): void {
    const packets = this.#packets;
    const connection = packets.connection[packet]!;
    const latencyPs = this.#nowPs - packets.sentPs[packet]!;
    packets.release(packet);
    if (connection < this.#connections) {
      this.loadAnswered++;
      this.#loadLatencyPs[this.#loadLatencies++] = latencyPs;
      if (this.#loadLatencies === LATENCIES) this.flush();
    } else {
      this.latencyAnswered++;
      const jitterPs = this.#jitterPs * this.#jitter.next();
      this.#clientLatencyPs[this.#clientLatencies++] = latencyPs + jitterPs;
      if (this.#clientLatencies === LATENCIES) this.flush();
    }
    const room = this.#room[connection]!;
    this.#room[connection] = room + 1;
    if (room < 0) this.#send(connection);
  }
}
