/**
 * The wire between two machines that run the same system and play ping-pong with one message, as NetPIPE does.
 * There are no clients: what one machine answers is the other's request, frame by frame.
 * Source: Snell et al., "NetPIPE", 1996; OSDI'14 section 5.2.
 */
import { clock } from "../engine/actor-clock.ts";
import { BUCKET_PS } from "../hw/frame-calendar.ts";
import type { Nic } from "../hw/nic.ts";
import * as packets from "../hw/packet-table.ts";
import { NONE } from "../hw/packet-table.ts";
import { ACK, MESSAGE, SEGMENT } from "../tcp/frames.ts";
import type { Clients, ClientSide } from "./contract.ts";
import { RetransmitQueue } from "./retransmit-queue.ts";

const LATENCIES = 1024;

export class PingPong implements Clients {
  loadDue = 0;
  loadSent = 0;
  loadAnswered = 0;
  latencySent = 0;
  latencyAnswered = 0;
  limitPs = 0;

  readonly #near: Nic;
  readonly #far: Nic;
  readonly #side: ClientSide;
  readonly #lost: RetransmitQueue;
  readonly #latencyPs = new Float64Array(LATENCIES);
  #latencies = 0;
  #sentPs: number = 0;

  constructor(side: ClientSide) {
    if (side.farNic === undefined) throw new RangeError("ping-pong needs two machines");
    this.#side = side;
    this.#near = side.nic;
    this.#far = side.farNic;
    this.#lost = new RetransmitQueue();
  }

  /** Whatever has been sent is carried at once; what is sent later arrives after the next look. */
  step(actor: number): void {
    this.advance(clock.nowPs);
    const carriedPs = Math.floor(clock.nowPs / BUCKET_PS) * BUCKET_PS;
    clock.set(actor, carriedPs + this.#near.requestDelayPs);
  }

  advance(untilPs: number): void {
    if (this.loadSent === 0) this.#serve();
    const lost = this.#lost;
    while (lost.length > 0 && lost.firstPs() <= untilPs) this.#near.send(lost.take());
    this.#drain(this.#far, this.#near);
    this.#drain(this.#near, this.#far);
  }

  flush(): void {
    this.#side.sink.latencyClient(this.#latencyPs, this.#latencies);
    this.#latencies = 0;
  }

  frameLost(packet: number): void {
    this.#lost.add(packet);
  }

  /** The first message, as if the far machine had sent it at time 0. */
  #serve(): void {
    const { requestSegments } = this.#side.exchange;
    for (let i = 1; i <= requestSegments; i++) {
      const frame = packets.allocate();
      packets.connection[frame] = 0;
      packets.atPs[frame] = 0;
      this.#carry(frame, i === requestSegments ? MESSAGE : SEGMENT, this.#near);
    }
  }

  #drain(from: Nic, to: Nic): void {
    from.collect();
    for (;;) {
      const frame = from.sendSide.next();
      if (frame === NONE) return;
      from.sendSide.take(frame);
      this.#carry(frame, packets.kind[frame]!, to);
    }
  }

  /** A frame goes from one machine to the other; the last one of a message ends a turn. */
  #carry(frame: number, kind: number, to: Nic): void {
    packets.replyBytes[frame] = this.#side.exchange.responseWireBytes;
    // Segments of an answer are new rows, which hold what was there before.
    packets.demandCycles[frame] = 0;
    if (kind === ACK) packets.kind[frame] = ACK;
    else if (kind !== MESSAGE) packets.kind[frame] = SEGMENT;
    else {
      packets.kind[frame] = MESSAGE;
      if (to === this.#near) this.#turn(packets.atPs[frame]!);
    }
    to.receiveSide.carry(frame);
  }

  /** The far machine's message has left: a round trip ends and the next begins. */
  #turn(leftPs: number): void {
    this.loadDue += 1;
    this.loadSent += 1;
    if (this.loadSent > 1) {
      this.loadAnswered += 1;
      this.#latencyPs[this.#latencies++] = leftPs - this.#sentPs;
      if (this.#latencies === LATENCIES) this.flush();
    }
    this.#sentPs = leftPs;
  }
}
