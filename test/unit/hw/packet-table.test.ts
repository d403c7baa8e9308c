/** The packet table: rows are handed out once, up to its capacity, whatever was freed before. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as packets from "../../../src/hw/packet-table.ts";

/** Takes rows at once, as the receive side does with a block of requests. */
function allocateBlock(count: number): number[] {
  const rows: number[] = [];
  let row = packets.firstOf(count);
  for (; rows.length < count; row = packets.next[row]!) rows.push(row);
  packets.allocated(count, row);
  return rows;
}

describe("the packet table", () => {
  it("uses freed rows again and says when it is full", () => {
    packets.reset(2);
    const a = packets.allocate();
    packets.allocate();
    expect(() => packets.allocate()).toThrow("more than 2 frames");
    packets.release(a);
    expect(packets.outstanding).toBe(1);
    expect(packets.allocate()).toBe(a);
  });

  it("forgets everything when it is taken over", () => {
    packets.reset(3);
    allocateBlock(3);
    packets.reset(4);
    expect([packets.outstanding, packets.capacity]).toEqual([0, 4]);
    expect(allocateBlock(4)).toEqual([0, 1, 2, 3]);
  });

  it("does not grow beyond all bounds", () => {
    packets.reset(packets.ROWS + 1);
    expect(packets.capacity).toBe(packets.ROWS);
  });

  /** Rows are linked 1024 at a time: capacities below, at and above some multiples of that. */
  const capacities = fc.oneof(
    fc.nat({ max: 40 }),
    fc.integer({ min: 1000, max: 1100 }),
    fc.integer({ min: 2000, max: 3100 }),
  );

  it("never hands out a row twice, nor one too many, in whatever order rows come and go", () => {
    const move = fc.oneof(
      fc.record({ allocate: fc.integer({ min: 1, max: 600 }) }),
      fc.record({ block: fc.nat({ max: 512 }) }),
      // Which of the rows in use go: so many from a place on.
      fc.record({ release: fc.integer({ min: 1, max: 600 }), from: fc.nat() }),
    );
    fc.assert(
      fc.property(capacities, fc.array(move, { maxLength: 40 }), (capacity, moves) => {
        packets.reset(capacity);
        const used: number[] = [];
        const isUsed = new Set<number>();
        const faults: string[] = [];
        const handOut = (rows: readonly number[]) => {
          for (const row of rows) {
            if (isUsed.has(row)) faults.push(`row ${row} is handed out twice`);
            if (!(row >= 0 && row < capacity)) faults.push(`row ${row} of ${capacity}`);
            isUsed.add(row);
            used.push(row);
          }
        };
        const refuses = (allocate: () => unknown) =>
          expect(allocate).toThrow(`more than ${capacity} frames outstanding`);
        for (const step of moves) {
          const room = capacity - used.length;
          if ("allocate" in step) {
            for (let i = Math.min(step.allocate, room); i > 0; i--) handOut([packets.allocate()]);
            if (step.allocate > room) refuses(() => packets.allocate());
          } else if ("block" in step) {
            if (step.block > room) refuses(() => allocateBlock(step.block));
            else handOut(allocateBlock(step.block));
          } else if (used.length > 0) {
            for (const row of used.splice(step.from % used.length, step.release)) {
              packets.release(row);
              isUsed.delete(row);
            }
          }
          expect(packets.outstanding).toBe(used.length);
          expect(faults).toEqual([]);
        }
        // Nothing is lost: all rows that are not in use are still there.
        while (used.length < capacity) handOut([packets.allocate()]);
        expect(faults).toEqual([]);
        refuses(() => packets.allocate());
        expect(packets.outstanding).toBe(capacity);
      }),
      { numRuns: 300 },
    );
  });
});
