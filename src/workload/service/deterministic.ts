/** Every request takes the same time. */
import type { ServiceTimes } from "./service-times.ts";

export class DeterministicTimes implements ServiceTimes {
  readonly #ps: number = 0;

  constructor(ps: number) {
    this.#ps = ps;
  }

  draw(blockPs: Float64Array): void {
    blockPs.fill(this.#ps);
  }
}
