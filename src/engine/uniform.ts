/** Uniform whole numbers below a bound, made in blocks; the bias is below bound / 2^32. */
import type { RandomStream } from "./random.ts";

/** Numbers of a block. */
const BLOCK = 512;
/** What was drawn last, whichever stream drew it: take it before the next one draws. */
export const numbers = new Int32Array(BLOCK);
const state = new Int32Array(4);
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

  /** Draws the next `numbers`; the generator's step stands in this loop, as in `ExponentialStream`. */
  draw(): void {
    const scale = TO_UNIT_32 * this.bound;
    const drawn = numbers;
    this.#bits.save(state);
    let a = state[0]!;
    let b = state[1]!;
    let c = state[2]!;
    let d = state[3]!;
    for (let i = 0; i < BLOCK; i++) {
      const t = Math.imul(b, 5);
      const word = Math.imul((t << 7) | (t >>> 25), 9);
      const shifted = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= shifted;
      d = (d << 11) | (d >>> 21);
      drawn[i] = ((word >>> 0) * scale) | 0;
    }
    this.#bits.restore(a, b, c, d);
  }
}
