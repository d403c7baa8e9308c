/**
 * The future event list for events that come and go: timers, control ticks, window boundaries.
 *
 * A binary heap over parallel columns, ordered by (time, kind, sequence): a total order, so that equal
 * times leave in a stated order and never in the heap's. Capacity is fixed; passing it is an error.
 * Lineage: flatqueue (heap over parallel arrays, holes instead of swaps), with the ties that it leaves open.
 */
export class EventQueue {
  readonly #atPs: Float64Array;
  readonly #kind: Int32Array;
  readonly #sequence: Float64Array;
  readonly #subject: Int32Array;
  readonly #capacity: number = 0;
  #length = 0;
  #pushed = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
    // One spare row holds the event that is being moved.
    this.#atPs = new Float64Array(capacity + 1);
    this.#kind = new Int32Array(capacity + 1);
    this.#sequence = new Float64Array(capacity + 1);
    this.#subject = new Int32Array(capacity + 1);
  }

  get length(): number {
    return this.#length;
  }

  /** Time of the first event; Infinity when there is none. */
  get firstPs(): number {
    return this.#length === 0 ? Number.POSITIVE_INFINITY : this.#atPs[0]!;
  }

  get firstKind(): number {
    return this.#kind[0]!;
  }

  get firstSubject(): number {
    return this.#subject[0]!;
  }

  push(atPs: number, kind: number, subject: number): void {
    if (this.#length >= this.#capacity) {
      throw new RangeError(`more than ${this.#capacity} events pending`);
    }
    let hole = this.#length++;
    const moving = this.#capacity;
    this.#write(moving, atPs, kind, this.#pushed++, subject);
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (!this.#before(moving, parent)) break;
      this.#move(parent, hole);
      hole = parent;
    }
    this.#move(moving, hole);
  }

  /** Removes the first event. */
  pop(): void {
    if (this.#length === 0) throw new RangeError("no event pending");
    const last = --this.#length;
    const moving = this.#capacity;
    this.#move(last, moving);
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= last) break;
      if (child + 1 < last && this.#before(child + 1, child)) child += 1;
      if (!this.#before(child, moving)) break;
      this.#move(child, hole);
      hole = child;
    }
    this.#move(moving, hole);
  }

  #before(a: number, b: number): boolean {
    const x = this.#atPs[a]!;
    const y = this.#atPs[b]!;
    if (x !== y) return x < y;
    const k = this.#kind[a]!;
    const l = this.#kind[b]!;
    if (k !== l) return k < l;
    return this.#sequence[a]! < this.#sequence[b]!;
  }

  #move(from: number, to: number): void {
    this.#atPs[to] = this.#atPs[from]!;
    this.#kind[to] = this.#kind[from]!;
    this.#sequence[to] = this.#sequence[from]!;
    this.#subject[to] = this.#subject[from]!;
  }

  #write(row: number, atPs: number, kind: number, sequence: number, subject: number): void {
    this.#atPs[row] = atPs;
    this.#kind[row] = kind;
    this.#sequence[row] = sequence;
    this.#subject[row] = subject;
  }
}
