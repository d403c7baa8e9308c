/** Memoryless service: many short requests, few long ones. */
import { ExponentialStream } from "../../engine/exponential.ts";
import type { RandomStream } from "../../engine/random.ts";
import type { ServiceTimes } from "./service-times.ts";

export class ExponentialTimes implements ServiceTimes {
  readonly #draws: ExponentialStream;
  readonly #meanPs: number = 0;

  constructor(random: RandomStream, meanPs: number) {
    this.#draws = new ExponentialStream(random);
    this.#meanPs = meanPs;
  }

  draw(blockPs: Float64Array): void {
    const draws = this.#draws;
    const meanPs = this.#meanPs;
    for (let i = 0; i < blockPs.length; i++) blockPs[i] = Math.floor(draws.next() * meanPs + 0.5);
  }
}
