/** Measured service times: each request takes one of them, all equally likely. */
import type { RandomStream } from "../../engine/random.ts";
import type { ServiceTimes } from "./service-times.ts";

export class EmpiricalTimes implements ServiceTimes {
  readonly #random: RandomStream;
  readonly #samplesPs: Float64Array;

  constructor(random: RandomStream, samplesPs: readonly number[]) {
    this.#random = random;
    this.#samplesPs = Float64Array.from(samplesPs);
  }

  draw(blockPs: Float64Array): void {
    const samples = this.#samplesPs;
    for (let i = 0; i < blockPs.length; i++) {
      blockPs[i] = samples[this.#random.below(samples.length)]!;
    }
  }
}
