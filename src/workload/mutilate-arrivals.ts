/**
 * Arrivals of the load clients, made in blocks: when each is due, on which connection, and what it asks for.
 *
 * Every connection is an open-loop Poisson source. Independent Poisson sources of equal rate are one
 * Poisson source whose arrivals pick a connection at random, so one clock serves them all, exactly.
 */
import { ExponentialStream } from "../engine/exponential.ts";
import type { RequestBlock } from "../hw/receive-side.ts";
import type { RandomStream } from "../engine/random.ts";
import { UniformStream } from "../engine/uniform.ts";
import { MESSAGE } from "../tcp/frames.ts";
import { PS_PER_S } from "../units.ts";

/** Arrivals made at a time. */
export const BLOCK = 512;

/** What a request asks for. */
export interface Demand {
  /** Cycles that do not vary, by value; mean of the exponential part. */
  readonly fixedCycles: Float64Array;
  readonly variableCycles: number;
  /** Wire bytes of the response, by value. */
  readonly replyBytes: Int32Array;
}

export class MutilateArrivals implements RequestBlock {
  readonly kind = MESSAGE;
  readonly atPs = new Float64Array(BLOCK);
  readonly connection = new Int32Array(BLOCK);
  readonly demandCycles = new Float64Array(BLOCK);
  readonly replyBytes = new Int32Array(BLOCK);
  /** The first row of the block that was not taken; BLOCK when all were. */
  next = BLOCK;

  readonly #gaps: ExponentialStream;
  readonly #picks: UniformStream;
  readonly #variable: ExponentialStream;
  readonly #values: RandomStream;
  readonly #demand: Demand;
  readonly #gapPs: number = 0;
  #lastPs: number = 0;

  /**
   * @param consumer names the streams; @param connections how many, the first of which is number 0.
   * @param rps arrivals per second of all connections; 0 for none.
   */
  constructor(
    random: (consumer: string) => RandomStream,
    consumer: string,
    connections: number,
    rps: number,
    demand: Demand,
  ) {
    this.#gaps = new ExponentialStream(random(`${consumer}-arrivals`));
    this.#picks = new UniformStream(random(`${consumer}-connections`), connections);
    this.#variable = new ExponentialStream(random(`${consumer}-demand`));
    this.#values = random(`${consumer}-values`);
    this.#demand = demand;
    this.#gapPs = PS_PER_S / rps;
    if (rps === 0) this.#lastPs = Number.POSITIVE_INFINITY;
    this.refill();
  }

  /** Makes the next block. */
  refill(): void {
    const { atPs, connection, demandCycles, replyBytes } = this;
    this.next = 0;
    if (this.#lastPs === Number.POSITIVE_INFINITY) {
      atPs.fill(Number.POSITIVE_INFINITY);
      return;
    }
    const { fixedCycles, variableCycles, replyBytes: bytesOf } = this.#demand;
    const gapPs = this.#gapPs;
    const mask = fixedCycles.length - 1;
    this.#gaps.fill(atPs);
    this.#picks.fill(connection);
    this.#variable.fill(demandCycles);
    let lastPs = this.#lastPs;
    for (let i = 0; i < BLOCK; i++) {
      lastPs += Math.floor(atPs[i]! * gapPs + 0.5);
      atPs[i] = lastPs;
      demandCycles[i] = demandCycles[i]! * variableCycles;
    }
    this.#lastPs = lastPs;
    if (mask > 0) this.#values.fill(replyBytes);
    for (let i = 0; i < BLOCK; i++) {
      const value = replyBytes[i]! & mask;
      replyBytes[i] = bytesOf[value]!;
      demandCycles[i]! += fixedCycles[value]!;
    }
  }
}
