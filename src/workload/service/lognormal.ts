/**
 * Lognormal service: the logarithm of the time is normal with standard deviation sigma, and the mean is given.
 * Normal variates come in pairs by the polar method (Marsaglia and Bray, 1964).
 */
import { exactExp, exactLog } from "../../engine/exact-math.ts";
import type { RandomStream } from "../../engine/random.ts";
import { LONGEST_PS, type ServiceTimes } from "./service-times.ts";

export class LognormalTimes implements ServiceTimes {
  readonly #random: RandomStream;
  readonly #medianPs: number = 0;
  readonly #sigma: number = 0;

  constructor(random: RandomStream, meanPs: number, sigma: number) {
    this.#random = random;
    this.#medianPs = meanPs * exactExp((-sigma * sigma) / 2);
    this.#sigma = sigma;
  }

  /** The block's length is even: variates come in pairs. */
  draw(blockPs: Float64Array): void {
    for (let i = 0; i < blockPs.length; i += 2) {
      let x = 0;
      let y = 0;
      let square = 0;
      // A point in the unit circle, not its centre.
      do {
        x = 2 * this.#random.uniform() - 1;
        y = 2 * this.#random.uniform() - 1;
        square = x * x + y * y;
      } while (square >= 1 || square === 0);
      const factor = Math.sqrt((-2 * exactLog(square)) / square);
      blockPs[i] = this.#timePs(x * factor);
      blockPs[i + 1] = this.#timePs(y * factor);
    }
  }

  #timePs(normal: number): number {
    const ps = Math.floor(this.#medianPs * exactExp(this.#sigma * normal) + 0.5);
    return ps < LONGEST_PS ? ps : LONGEST_PS;
  }
}
