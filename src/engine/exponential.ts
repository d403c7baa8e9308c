/**
 * Exponential variates with mean 1, by the ziggurat method, made in blocks: the generator's state stays in
 * registers while a block is filled, and taking a variate is one load.
 * The bits come from the stream that it is given and that nobody else may use.
 */
import { exactExp, exactLog } from "./exact-math.ts";
import {
  COORDINATE_BITS,
  layerDensity,
  layerEdge,
  layerInside,
  layerStep,
  TAIL_START,
} from "./exponential-tables.ts";
import type { RandomStream } from "./random.ts";

/** Variates of a block. */
const BLOCK = 512;
/** What was drawn last, whichever stream drew it: take it before the next one draws. */
export const variates = new Float64Array(2 * BLOCK);
/** Rows of a block that are a rare case, with their layer in the lowest eight bits. */
const outsideRows = new Int32Array(BLOCK);
const state = new Int32Array(4);
const TO_UNIT_53 = 2 ** -53;

export class ExponentialStream {
  readonly #bits: RandomStream;
  readonly #block = new Float64Array(BLOCK);
  #taken = BLOCK;

  constructor(bits: RandomStream) {
    this.#bits = bits;
  }

  next(): number {
    if (this.#taken === BLOCK) {
      this.draw();
      this.#block.set(variates.subarray(0, BLOCK));
      this.#taken = 0;
    }
    return this.#block[this.#taken++]!;
  }

  /**
   * Draws the next `variates`. A stream gives its variates one at a time or in blocks, not both.
   * The words of a block are drawn before the rare cases, which need more; the generator's step stands in this loop
   * because a word in a register costs less than one on its way through memory.
   * @param half where they go: 0, or 1 for the second half, so that two streams may draw.
   */
  draw(half = 0): void {
    const first = half * BLOCK;
    const draws = variates;
    const steps = layerStep;
    const insides = layerInside;
    const outside = outsideRows;
    let rows = 0;
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
      const layer = word & 255;
      const coordinate = word >>> (32 - COORDINATE_BITS);
      draws[(first + i) | 0] = coordinate * steps[layer]!;
      if (coordinate >= insides[layer]!) {
        outside[rows] = (i << 8) | layer;
        rows = (rows + 1) | 0;
      }
    }
    this.#bits.restore(a, b, c, d);
    for (let row = 0; row < rows; row++) {
      const i = first + (outside[row]! >> 8);
      draws[i] = this.#outside(outside[row]! & 255, draws[i]!);
    }
  }

  /** The rare case: the wedge beside the curve, or the tail. */
  #outside(layer: number, x: number): number {
    for (;;) {
      const u = this.#fine();
      if (layer === 0) return TAIL_START - exactLog(u);
      const low = layerDensity[layer]!;
      const high = layerDensity[layer + 1]!;
      const y = low + u * (high - low);
      const outer = layerEdge[layer]!;
      // The curve is convex: above its tangent at the outer edge, below the chord from edge to edge.
      if (y < low * (1 + outer - x)) return x;
      const chord = low + ((high - low) * (outer - x)) / (outer - layerEdge[layer + 1]!);
      if (y < chord && y < exactExp(-x)) return x;
      // Not under the curve: a new draw from the start.
      const word = this.#bits.bits();
      layer = word & 255;
      const coordinate = word >>> (32 - COORDINATE_BITS);
      x = coordinate * layerStep[layer]!;
      if (coordinate < layerInside[layer]!) return x;
    }
  }

  /** Uniform in (0, 1), 53 bits. */
  #fine(): number {
    const high = this.#bits.bits() >>> 5;
    const low = this.#bits.bits() >>> 6;
    return (high * 67108864 + low + 0.5) * TO_UNIT_53;
  }
}
