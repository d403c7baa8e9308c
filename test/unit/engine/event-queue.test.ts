/** The event queue against sorting: (time, kind, sequence) is a total order. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EventQueue } from "../../../src/engine/event-queue.ts";

interface Entry {
  readonly atPs: number;
  readonly kind: number;
  readonly sequence: number;
}

const byOrder = (a: Entry, b: Entry) =>
  a.atPs - b.atPs || a.kind - b.kind || a.sequence - b.sequence;

function popAll(queue: EventQueue): Entry[] {
  const popped: Entry[] = [];
  while (queue.length > 0) {
    popped.push({ atPs: queue.firstPs, kind: queue.firstKind, sequence: queue.firstSubject });
    queue.pop();
  }
  return popped;
}

describe("the event queue", () => {
  it("gives events in the order of a stable sort by time and kind", () => {
    const few = fc.record({ atPs: fc.integer({ min: 0, max: 9 }), kind: fc.nat({ max: 2 }) });
    fc.assert(
      fc.property(fc.array(few, { maxLength: 200 }), (events) => {
        const queue = new EventQueue(200);
        const entries = events.map((e, sequence) => ({ ...e, sequence }));
        for (const e of entries) queue.push(e.atPs, e.kind, e.sequence);
        expect(popAll(queue)).toEqual([...entries].sort(byOrder));
      }),
    );
  });

  it("keeps its order while events come and go", () => {
    const step = fc.oneof(fc.constant("pop" as const), fc.integer({ min: 0, max: 20 }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const queue = new EventQueue(300);
        let pending: Entry[] = [];
        let sequence = 0;
        for (const s of steps) {
          if (s === "pop") {
            if (pending.length === 0) continue;
            pending.sort(byOrder);
            expect(queue.firstSubject).toBe(pending[0]?.sequence);
            queue.pop();
            pending = pending.slice(1);
          } else {
            queue.push(s, 0, sequence);
            pending.push({ atPs: s, kind: 0, sequence: sequence++ });
          }
        }
        expect(queue.length).toBe(pending.length);
      }),
    );
  });

  it("says when it is full or empty", () => {
    const queue = new EventQueue(1);
    expect(() => queue.pop()).toThrow(RangeError);
    expect(queue.firstPs).toBe(Number.POSITIVE_INFINITY);
    queue.push(5, 0, 0);
    expect(() => queue.push(6, 0, 1)).toThrow("more than 1 events");
  });
});
