/** Queues through the packet table, against arrays. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PacketQueue } from "../../../src/hw/packet-queue.ts";
import * as packets from "../../../src/hw/packet-table.ts";
import { NONE } from "../../../src/hw/packet-table.ts";

describe("a packet queue", () => {
  it("is empty, then not, then empty again", () => {
    const queue = new PacketQueue();
    expect([queue.head, queue.tail, queue.length]).toEqual([NONE, NONE, 0]);
    queue.push(1);
    expect([queue.head, queue.tail, queue.length]).toEqual([1, 1, 1]);
    expect(queue.shift()).toBe(1);
    expect([queue.head, queue.tail, queue.length]).toEqual([NONE, NONE, 0]);
  });

  it("can be followed through the table from its first packet to NONE", () => {
    packets.reset(4);
    const queue = new PacketQueue();
    for (const packet of [2, 0, 3]) queue.push(packet);
    const seen: number[] = [];
    for (let p = queue.head; p !== NONE; p = packets.next[p]!) seen.push(p);
    expect(seen).toEqual([2, 0, 3]);
  });

  it("forgets its packets when it is cleared", () => {
    const queue = new PacketQueue();
    queue.push(0);
    queue.clear();
    queue.push(1);
    expect([queue.shift(), queue.length]).toEqual([1, 0]);
  });

  it("does what arrays do, when packets move between two of them", () => {
    const move = fc.record({
      kind: fc.constantFrom("push" as const, "shift" as const, "takeAll" as const),
      queue: fc.nat({ max: 1 }),
    });
    fc.assert(
      fc.property(fc.array(move, { maxLength: 100 }), (moves) => {
        packets.reset(100);
        const queues = [new PacketQueue(), new PacketQueue()];
        const arrays: number[][] = [[], []];
        for (const { kind, queue } of moves) {
          const [mine, array] = [queues[queue]!, arrays[queue]!];
          if (kind === "push") {
            const packet = packets.allocate();
            mine.push(packet);
            array.push(packet);
          } else if (kind === "takeAll") {
            mine.takeAll(queues[1 - queue]!);
            array.push(...arrays[1 - queue]!.splice(0));
          } else if (array.length > 0) {
            expect(mine.shift()).toBe(array.shift());
          }
          expect(queues.map((q) => q.length)).toEqual(arrays.map((a) => a.length));
          expect(queues.map((q) => q.tail)).toEqual(arrays.map((a) => a.at(-1) ?? NONE));
        }
      }),
    );
  });
});
