/**
 * Chance: one independent stream per consumer, the same bits on every machine.
 *
 * A stream is named by (root seed, replication, consumer), so that a new consumer does not shift the
 * others and two dataplanes of one replication meet the same arrivals (common random numbers).
 * Generator: xoshiro128** 1.1 of Blackman and Vigna, 2018, seeded by hashing the name.
 */
const TO_UNIT_32 = 2 ** -32;

/** A stream of random bits. Exponential variates are in `exponential.ts`. */
export class RandomStream {
  #a: number = 0;
  #b: number = 0;
  #c: number = 0;
  #d: number = 0;

  constructor(rootSeed: string, replication: number, consumer: string) {
    const name = `${rootSeed}/${replication}/${consumer}`;
    this.#a = hashText(name, 0x243f6a88);
    this.#b = hashText(name, 0x85a308d3);
    this.#c = hashText(name, 0x13198a2e);
    this.#d = hashText(name, 0x03707344) | 1; // never all zero
  }

  /** 32 random bits, as a signed integer. */
  bits(): number {
    const b = this.#b;
    const t = Math.imul(b, 5);
    const result = Math.imul((t << 7) | (t >>> 25), 9);
    let c = this.#c ^ this.#a;
    let d = this.#d ^ b;
    this.#b = b ^ c;
    this.#a ^= d;
    c ^= b << 9;
    d = (d << 11) | (d >>> 21);
    this.#c = c;
    this.#d = d;
    return result;
  }

  /** Draws a block of random words, an even number of them; the state stays in registers meanwhile. */
  drawInto(words: Int32Array): void {
    let a = this.#a;
    let b = this.#b;
    let c = this.#c;
    let d = this.#d;
    // Two words a turn: two steps of the generator in a row need fewer moves than a loop of single ones.
    for (let i = 0; i < words.length; i += 2) {
      const t = Math.imul(b, 5);
      words[i] = Math.imul((t << 7) | (t >>> 25), 9);
      c ^= a;
      d ^= b;
      const e = b ^ c;
      a ^= d;
      c ^= b << 9;
      d = (d << 11) | (d >>> 21);
      const u = Math.imul(e, 5);
      words[i + 1] = Math.imul((u << 7) | (u >>> 25), 9);
      c ^= a;
      d ^= e;
      b = e ^ c;
      a ^= d;
      c ^= e << 9;
      d = (d << 11) | (d >>> 21);
    }
    this.#a = a;
    this.#b = b;
    this.#c = c;
    this.#d = d;
  }

  /** Writes its state, for a loop that keeps it in registers and gives it back with `restore`. */
  save(state: Int32Array): void {
    state[0] = this.#a;
    state[1] = this.#b;
    state[2] = this.#c;
    state[3] = this.#d;
  }

  restore(a: number, b: number, c: number, d: number): void {
    this.#a = a;
    this.#b = b;
    this.#c = c;
    this.#d = d;
  }

  /** Uniform in [0, 1), 32 bits. */
  uniform(): number {
    return (this.bits() >>> 0) * TO_UNIT_32;
  }

  /** Uniform integer in [0, n), for n up to 2^20; the bias is below n / 2^32. */
  below(n: number): number {
    return Math.floor((this.bits() >>> 0) * TO_UNIT_32 * n);
  }
}

/** 32-bit FNV-1a over the text from a given start, with the finalizer of MurmurHash3. */
function hashText(text: string, start: number): number {
  let h = start | 0;
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  }
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}
