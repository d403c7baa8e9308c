/**
 * Arrivals of an open loop without bound: Poisson, each with its service time, whatever became of the requests
 * before. Nothing at the server can change them, so they are made in blocks.
 */
import { ExponentialStream } from "../engine/exponential.ts";
import type { RandomStream } from "../engine/random.ts";
import { PS_PER_S } from "../units.ts";
import type { ServiceTimes } from "./service/service-times.ts";

/** Arrivals made at a time. */
export const BLOCK = 512;

export class OpenLoopArrivals {
  /** When each request of the block arises, and how long it computes. */
  readonly atPs = new Float64Array(BLOCK);
  readonly servicePs = new Float64Array(BLOCK);
  /** The first row of the block that was not taken; BLOCK when all were. */
  next = BLOCK;

  readonly #gaps: ExponentialStream;
  readonly #service: ServiceTimes;
  readonly #gapPs: number = 0;
  #lastPs: number = 0;

  constructor(gaps: RandomStream, service: ServiceTimes, offeredRps: number) {
    this.#gaps = new ExponentialStream(gaps);
    this.#service = service;
    this.#gapPs = PS_PER_S / offeredRps;
    if (offeredRps === 0) this.#lastPs = Number.POSITIVE_INFINITY;
  }

  /** Makes the next block. */
  refill(): void {
    const { atPs } = this;
    const gaps = this.#gaps;
    const gapPs = this.#gapPs;
    let lastPs = this.#lastPs;
    if (lastPs === Number.POSITIVE_INFINITY) atPs.fill(lastPs);
    else {
      for (let i = 0; i < BLOCK; i++) {
        lastPs += Math.floor(gaps.next() * gapPs + 0.5);
        atPs[i] = lastPs;
      }
    }
    this.#lastPs = lastPs;
    this.#service.draw(this.servicePs);
    this.next = 0;
  }
}
