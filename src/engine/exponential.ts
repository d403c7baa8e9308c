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

const BLOCK = 512;
const TO_UNIT_53 = 2 ** -53;

export class ExponentialStream {
  readonly #bits: RandomStream;
  readonly #block = new Float64Array(BLOCK);
  #words = new Int32Array(BLOCK);
  #taken = BLOCK;

  constructor(bits: RandomStream) {
    this.#bits = bits;
  }

  next(): number {
    if (this.#taken === BLOCK) {
      this.fill(this.#block);
      this.#taken = 0;
    }
    return this.#block[this.#taken++]!;
  }

  /** Fills a block with variates. A stream gives its variates one at a time or in blocks, not both. */
  fill(block: Float64Array): void {
    const n = block.length;
    if (this.#words.length !== n) this.#words = new Int32Array(n);
    const words = this.#words;
    this.#bits.fill(words);
    for (let i = 0; i < n; i++) {
      const word = words[i]!;
      const layer = word & 255;
      const coordinate = word >>> (32 - COORDINATE_BITS);
      const x = coordinate * layerStep[layer]!;
      block[i] = coordinate < layerInside[layer]! ? x : this.#outside(layer, x);
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
