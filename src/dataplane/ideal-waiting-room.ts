/**
 * How many requests of a first-come first-served queue wait: those whose service begins later. Their beginnings
 * come in order, so they stand in a ring, and only when it seems full is it looked who has begun.
 */
export class WaitingRoom {
  readonly #size: number = 0;
  readonly #beginPs: Float64Array;
  #first = 0;
  #next = 0;

  /** @param size requests that wait at most, a power of two. */
  constructor(size: number) {
    this.#size = size;
    this.#beginPs = new Float64Array(size);
  }

  /** Whether a request that arises at `atPs` finds room. */
  hasRoom(atPs: number): boolean {
    if (this.#next - this.#first < this.#size) return true;
    const mask = this.#size - 1;
    while (this.#first < this.#next && this.#beginPs[this.#first & mask]! <= atPs) this.#first += 1;
    return this.#next - this.#first < this.#size;
  }

  /** A request waits until `beginPs`. */
  enter(beginPs: number): void {
    this.#beginPs[this.#next & (this.#size - 1)] = beginPs;
    this.#next += 1;
  }
}
