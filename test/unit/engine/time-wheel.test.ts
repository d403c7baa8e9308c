/** The time wheel against a search through all rows: order by bucket, laps, empty stretches, nothing lost. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BUCKET_PS, TimeWheel } from "../../../src/engine/time-wheel.ts";

const NONE = -1;
const ROWS = 64;
/** Buckets of the ring: a row further ahead waits for its lap. */
const LAP = 4096;

function wheelOf() {
  const atPs = new Float64Array(ROWS);
  const wheel = new TimeWheel(atPs, new Int32Array(ROWS));
  const put = (row: number, bucket: number, offsetPs = 0) => {
    atPs[row] = bucket * BUCKET_PS + offsetPs;
    wheel.put(row);
  };
  const takeAll = (buckets: number) => {
    const rows: number[] = [];
    for (let row = wheel.take(buckets * BUCKET_PS); row !== NONE; ) {
      rows.push(row);
      row = wheel.take(buckets * BUCKET_PS);
    }
    return rows;
  };
  return { wheel, put, takeAll };
}

/** What a wheel should do, by looking at every row. */
class Reference {
  #now = 0;
  #rows: { row: number; bucket: number; isNear: boolean }[] = [];

  put(row: number, bucket: number): void {
    this.#rows.push({
      row,
      bucket: Math.max(bucket, this.#now),
      isNear: bucket - this.#now < LAP,
    });
  }

  /** Rows that may leave next; rows of one bucket keep their order if no lap lies between. */
  next(end: number): number[] {
    const due = this.#rows.filter(({ bucket }) => bucket < end);
    if (due.length === 0) {
      this.#now = Math.max(this.#now, end);
      return [NONE];
    }
    const first = Math.min(...due.map(({ bucket }) => bucket));
    const candidates = due.filter(({ bucket }) => bucket === first);
    const near = candidates.find(({ isNear }) => isNear);
    return candidates.filter((c) => !c.isNear || c === near).map(({ row }) => row);
  }

  took(row: number): void {
    this.#now = this.#rows.find((r) => r.row === row)?.bucket ?? this.#now;
    this.#rows = this.#rows.filter((r) => r.row !== row);
  }

  get length(): number {
    return this.#rows.length;
  }
}

describe("the time wheel", () => {
  it("gives rows back in the order of their buckets, and in their own order within one", () => {
    const { put, takeAll } = wheelOf();
    put(0, 7, 900);
    put(1, 3);
    put(2, 7, 100);
    put(3, 0);
    expect(takeAll(100)).toEqual([3, 1, 0, 2]);
  });

  it("gives a row back when its bucket is over and not before", () => {
    const { wheel, put, takeAll } = wheelOf();
    put(0, 5, 1);
    expect(wheel.take(6 * BUCKET_PS - 1)).toBe(NONE);
    expect(takeAll(6)).toEqual([0]);
  });

  it("keeps rows of later laps until theirs", () => {
    const { wheel, put, takeAll } = wheelOf();
    put(0, 2 * LAP + 5);
    put(1, 5);
    put(2, LAP + 5);
    expect(takeAll(LAP)).toEqual([1]);
    expect(takeAll(2 * LAP)).toEqual([2]);
    expect(wheel.length).toBe(1);
    expect(takeAll(3 * LAP)).toEqual([0]);
  });

  it("gives back at once what should have been out already", () => {
    const { put, takeAll } = wheelOf();
    expect(takeAll(50)).toEqual([]);
    put(0, 10);
    expect(takeAll(51)).toEqual([0]);
  });

  it("does what a search through all rows does", () => {
    const move = fc.oneof(
      fc.record({ put: fc.nat({ max: 40 }), offsetPs: fc.nat({ max: BUCKET_PS - 1 }) }),
      fc.record({ put: fc.nat({ max: 3 * LAP }), offsetPs: fc.constant(0) }),
      fc.record({ take: fc.nat({ max: 60 }) }),
      fc.record({ take: fc.nat({ max: 2 * LAP }) }),
    );
    fc.assert(
      fc.property(fc.array(move, { maxLength: 200 }), (moves) => {
        const { wheel, put } = wheelOf();
        const reference = new Reference();
        const free = Array.from({ length: ROWS }, (_, i) => i);
        let end = 0;
        const drain = () => {
          for (;;) {
            const expected = reference.next(end);
            const row = wheel.take(end * BUCKET_PS);
            expect(expected).toContain(row);
            if (row === NONE) return;
            reference.took(row);
            free.push(row);
          }
        };
        for (const step of moves) {
          if ("take" in step) {
            end += step.take;
            drain();
          } else if (free.length > 0) {
            const row = free.shift()!;
            const bucket = Math.max(0, end - 5) + step.put;
            put(row, bucket, step.offsetPs);
            reference.put(row, bucket);
          }
          expect(wheel.length).toBe(reference.length);
        }
        end += 4 * LAP;
        drain();
        expect(wheel.length).toBe(0);
      }),
      { numRuns: 300 },
    );
  });
});
