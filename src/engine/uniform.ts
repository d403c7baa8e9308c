/** Uniform whole numbers below a bound, made in blocks; the bias is below bound / 2^32. */
import type { RandomStream } from "./random.ts";

const TO_UNIT_32 = 2 ** -32;

export class UniformStream {
  readonly #bits: RandomStream;
  readonly #bound: number = 0;

  /** @param bound numbers are 0 to bound - 1; at most 2^20. */
  constructor(bits: RandomStream, bound: number) {
    this.#bits = bits;
    this.#bound = bound;
  }

  /** Fills a block with numbers. */
  fill(block: Int32Array): void {
    const scale = TO_UNIT_32 * this.#bound;
    this.#bits.fill(block);
    for (let i = 0; i < block.length; i++) block[i] = Math.floor((block[i]! >>> 0) * scale);
  }
}
