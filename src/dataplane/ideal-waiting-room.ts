/**
 * How many requests of a first-come first-served queue wait: those whose service begins later. Their beginnings
 * come in order, so they stand in a ring, and only when it seems full is it looked who has begun.
 */
/** Room at first; it doubles when there are more. */
const FIRST_ROOM = 1024;

export class WaitingRoom {
  readonly #size: number = 0;
  #beginPs: Float64Array;
  #first = 0;
  #next = 0;

  /** @param size requests that wait at most, a power of two. */
  constructor(size: number) {
    this.#size = size;
    this.#beginPs = new Float64Array(Math.min(size, FIRST_ROOM));
  }

  /** Whether a request that arises at `atPs` finds room. */
  hasRoom(atPs: number): boolean {
    const room = this.#beginPs.length;
    if (this.#next - this.#first < room) return true;
    const mask = room - 1;
    while (this.#first < this.#next && this.#beginPs[this.#first & mask]! <= atPs) this.#first += 1;
    // Half of it stays free, so that it is not looked through for every request.
    if (this.#next - this.#first > room / 2 && room < this.#size) this.#grow();
    return this.#next - this.#first < this.#beginPs.length;
  }

  /** A request waits until `beginPs`. */
  enter(beginPs: number): void {
    this.#beginPs[this.#next & (this.#beginPs.length - 1)] = beginPs;
    this.#next += 1;
  }

  #grow(): void {
    const before = this.#beginPs;
    const larger = new Float64Array(2 * before.length);
    for (let i = this.#first; i < this.#next; i++) {
      larger[i & (larger.length - 1)] = before[i & (before.length - 1)]!;
    }
    this.#beginPs = larger;
  }
}
