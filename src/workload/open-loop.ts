/**
 * Clients of an open loop without bound on a network: every arrival is sent at once, on a connection picked at
 * random, however many requests are outstanding. Only memory bounds them: an arrival that finds all rows of
 * the packet table in use is dropped and counted.
 */
import { clock } from "../engine/actor-clock.ts";
import type { RandomStream } from "../engine/random.ts";
import type { Nic } from "../hw/nic.ts";
import * as packets from "../hw/packet-table.ts";
import { NONE } from "../hw/packet-table.ts";
import { MESSAGE } from "../tcp/frames.ts";
import { PS_PER_S } from "../units.ts";
import type { Clients, ClientSide, LatencySink } from "./contract.ts";
import { BLOCK, type OpenLoopArrivals } from "./open-loop-arrivals.ts";
import { RetransmitQueue } from "./retransmit-queue.ts";

const LATENCIES = 1024;

export class OpenLoopClients implements Clients {
  loadDue = 0;
  loadSent = 0;
  loadAnswered = 0;
  loadDropped = 0;
  latencySent = 0;
  latencyAnswered = 0;
  limitPs = 0;

  readonly #nic: Nic;
  readonly #sink: LatencySink;
  readonly #arrivals: OpenLoopArrivals;
  readonly #picks: RandomStream;
  readonly #lost: RetransmitQueue;
  readonly #connections: number = 0;
  readonly #cyclesPerPs: number = 0;
  readonly #replyBytes: number = 0;
  readonly #latencyPs = new Float64Array(LATENCIES);
  #latencies = 0;

  constructor(side: ClientSide, arrivals: OpenLoopArrivals, connections: number) {
    this.#nic = side.nic;
    this.#sink = side.sink;
    this.#arrivals = arrivals;
    this.#picks = side.random("load-connections");
    this.#lost = new RetransmitQueue();
    this.#connections = connections;
    this.#cyclesPerPs = side.nominalHz / PS_PER_S;
    this.#replyBytes = side.exchange.responseWireBytes;
    arrivals.refill();
  }

  /** Looks ahead as far as responses are known, and again when what is sent later can arrive. */
  step(actor: number): void {
    const knownPs = this.#nic.collect();
    const untilPs = knownPs < this.limitPs ? knownPs : this.limitPs;
    this.advance(untilPs);
    clock.set(actor, untilPs + this.#nic.requestDelayPs);
  }

  /** Lets everything happen at the clients up to `untilPs`; at equal times responses go first. */
  advance(untilPs: number): void {
    const nic = this.#nic;
    const arrivals = this.#arrivals;
    const lost = this.#lost;
    const atPs = packets.atPs;
    nic.collect();
    for (;;) {
      const response = nic.sendSide.next();
      const backPs = response === NONE ? Number.POSITIVE_INFINITY : atPs[response]!;
      const duePs = arrivals.atPs[arrivals.next]!;
      const againPs = lost.length > 0 ? lost.firstPs() : Number.POSITIVE_INFINITY;
      if (backPs <= duePs && backPs <= againPs) {
        if (backPs > untilPs || response === NONE) return;
        this.#answered(response);
      } else if (duePs <= againPs) {
        if (duePs > untilPs) return;
        this.#arrival();
      } else {
        if (againPs > untilPs) return;
        nic.send(lost.take());
      }
    }
  }

  flush(): void {
    this.#sink.latencyClient(this.#latencyPs, this.#latencies);
    this.#latencies = 0;
  }

  frameLost(packet: number): void {
    this.#lost.add(packet);
  }

  #arrival(): void {
    const arrivals = this.#arrivals;
    const row = arrivals.next;
    const connection = this.#picks.below(this.#connections);
    this.loadDue += 1;
    if (packets.outstanding === packets.capacity) this.loadDropped += 1;
    else {
      const packet = packets.allocate();
      packets.connection[packet] = connection;
      packets.kind[packet] = MESSAGE;
      packets.replyBytes[packet] = this.#replyBytes;
      packets.sentPs[packet] = arrivals.atPs[row]!;
      packets.atPs[packet] = arrivals.atPs[row]!;
      packets.demandCycles[packet] = arrivals.servicePs[row]! * this.#cyclesPerPs;
      this.loadSent += 1;
      this.#nic.send(packet);
    }
    arrivals.next = row + 1;
    if (arrivals.next === BLOCK) arrivals.refill();
  }

  #answered(packet: number): void {
    this.#nic.sendSide.take(packet);
    this.#latencyPs[this.#latencies++] = packets.atPs[packet]! - packets.sentPs[packet]!;
    if (this.#latencies === LATENCIES) this.flush();
    packets.release(packet);
    this.loadAnswered += 1;
  }
}
