/** Two kinds of requests, short and long, mixed at random. */
import type { RandomStream } from "../../engine/random.ts";
import type { ServiceTimes } from "./service-times.ts";

export class BimodalTimes implements ServiceTimes {
  readonly #random: RandomStream;
  readonly #shortPs: number = 0;
  readonly #longPs: number = 0;
  readonly #longShare: number = 0;

  /** @param longShare probability of a long request. */
  constructor(random: RandomStream, shortPs: number, longPs: number, longShare: number) {
    this.#random = random;
    this.#shortPs = shortPs;
    this.#longPs = longPs;
    this.#longShare = longShare;
  }

  draw(blockPs: Float64Array): void {
    for (let i = 0; i < blockPs.length; i++) {
      blockPs[i] = this.#random.uniform() < this.#longShare ? this.#longPs : this.#shortPs;
    }
  }
}
