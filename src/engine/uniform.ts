/** Uniform whole numbers below a bound, made in blocks; the bias is below bound / 2^32. */
import type { RandomStream } from "./random.ts";

/** Numbers of a block. */
const BLOCK = 512;
/** What was drawn last, whichever stream drew it: take it before the next one draws. */
export const numbers = new Int32Array(BLOCK);
const TO_UNIT_32 = 2 ** -32;

export class UniformStream {
  readonly #bits: RandomStream;
  /** Numbers are below it; at most 2^20. */
  bound: number = 0;

  /** @param bound numbers are 0 to bound - 1; at most 2^20. */
  constructor(bits: RandomStream, bound: number) {
    this.#bits = bits;
    this.bound = bound;
  }

  /** Draws the next `numbers`. */
  draw(): void {
    const scale = TO_UNIT_32 * this.bound;
    const drawn = numbers;
    this.#bits.drawInto(drawn);
    for (let i = 0; i < BLOCK; i++) drawn[i] = ((drawn[i]! >>> 0) * scale) | 0;
  }
}
