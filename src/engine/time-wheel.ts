/**
 * A calendar of rows that come due soon: a ring of buckets, each a first-in first-out list. Putting a row in and
 * taking it out cost the same however many there are, where a heap of tens of thousands would miss the cache.
 * Rows of one bucket leave in the order in which they were put in, so times are honoured to a bucket's width.
 * Source: Brown, "Calendar queues", CACM 31(10), 1988; buckets as in Varghese and Lauck's timing wheels.
 */
const NONE = -1;
const BUCKETS = 4096;
const MASK = BUCKETS - 1;
/** 2^16 ps, about 66 ns. A row further ahead than all buckets waits for its lap. */
export const BUCKET_PS = 65536;
const PER_PS = 1 / BUCKET_PS;

export class TimeWheel {
  length = 0;
  readonly #atPs: Float64Array;
  readonly #next: Int32Array;
  readonly #head = new Int32Array(BUCKETS).fill(NONE);
  readonly #tail = new Int32Array(BUCKETS).fill(NONE);
  /** One bit per bucket that holds rows. */
  readonly #occupied = new Int32Array(BUCKETS / 32);
  /** Number of the bucket that is emptied next, counted from time 0. */
  #now = 0;

  /** @param atPs when each row is due; @param next link column of the rows, used while they are here. */
  constructor(atPs: Float64Array, next: Int32Array) {
    this.#atPs = atPs;
    this.#next = next;
  }

  /** Puts a row in; what should have been out already leaves next. */
  put(row: number): void {
    this.length += 1;
    const due = Math.floor(this.#atPs[row]! * PER_PS);
    this.#append(row, (due < this.#now ? this.#now : due) & MASK);
  }

  /** Takes a row whose bucket ends at or before `untilPs`, or returns NONE. */
  take(untilPs: number): number {
    return this.#takeBefore(Math.floor(untilPs * PER_PS));
  }

  /** Takes all rows whose buckets end at or before `untilPs`; returns the first, linked in the order of `take`. */
  takeAll(untilPs: number): number {
    const end = Math.floor(untilPs * PER_PS);
    const next = this.#next;
    const first = this.#takeBefore(end);
    let last = first;
    while (last !== NONE) {
      const row = this.#takeBefore(end);
      next[last] = row;
      last = row;
    }
    return first;
  }

  /** Takes a row of a bucket before number `end`, or returns NONE. */
  #takeBefore(end: number): number {
    while (this.#now < end) {
      const bucket = this.#now & MASK;
      const row = this.#head[bucket]!;
      if (row === NONE) {
        this.#skip(bucket, end);
        continue;
      }
      const lapEndPs = (this.#now + 1) * BUCKET_PS;
      if (this.#atPs[row]! < lapEndPs) {
        this.#unlink(bucket, row);
        this.length -= 1;
        return row;
      }
      if (!this.#rotate(bucket, lapEndPs)) this.#now += 1;
    }
    return NONE;
  }

  /** Moves on from an empty bucket to the next one that holds rows, or to `end`. */
  #skip(bucket: number, end: number): void {
    const word = this.#occupied[bucket >> 5]! >>> (bucket & 31);
    const step = word === 0 ? 32 - (bucket & 31) : 31 - Math.clz32(word & -word);
    const to = this.#now + step;
    this.#now = to < end ? to : end;
  }

  /** Brings a row of this lap to the front of a bucket whose first row is of a later one; false if none is. */
  #rotate(bucket: number, lapEndPs: number): boolean {
    const last = this.#tail[bucket]!;
    for (;;) {
      const row = this.#head[bucket]!;
      if (this.#atPs[row]! < lapEndPs) return true;
      const isLast = row === last;
      this.#unlink(bucket, row);
      this.#append(row, bucket);
      if (isLast) return false;
    }
  }

  #append(row: number, bucket: number): void {
    this.#next[row] = NONE;
    const tail = this.#tail[bucket]!;
    this.#tail[bucket] = row;
    if (tail !== NONE) this.#next[tail] = row;
    else {
      this.#head[bucket] = row;
      this.#occupied[bucket >> 5]! |= 1 << (bucket & 31);
    }
  }

  #unlink(bucket: number, row: number): void {
    const next = this.#next[row]!;
    this.#head[bucket] = next;
    if (next !== NONE) return;
    this.#tail[bucket] = NONE;
    this.#occupied[bucket >> 5]! &= ~(1 << (bucket & 31));
  }
}
