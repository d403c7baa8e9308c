/** Uniform whole numbers below a bound, made in blocks; the bias is below bound / 2^32. */
import type { RandomStream } from "./random.ts";

const BLOCK = 512;
const TO_UNIT_32 = 2 ** -32;

export class UniformStream {
  readonly #bits: RandomStream;
  readonly #bound: number = 0;
  readonly #block = new Int32Array(BLOCK);
  #taken = BLOCK;

  /** @param bound numbers are 0 to bound - 1; at most 2^20. */
  constructor(bits: RandomStream, bound: number) {
    this.#bits = bits;
    this.#bound = bound;
  }

  next(): number {
    if (this.#taken === BLOCK) {
      this.fill(this.#block);
      this.#taken = 0;
    }
    return this.#block[this.#taken++]!;
  }

  /** Fills a block with numbers. A stream gives its numbers one at a time or in blocks, not both. */
  fill(block: Int32Array): void {
    const scale = TO_UNIT_32 * this.#bound;
    this.#bits.fill(block);
    for (let i = 0; i < block.length; i++) block[i] = Math.floor((block[i]! >>> 0) * scale);
  }
}
