/** Ports that are booked in any order: no slot holds more than a slot, nothing that was asked for is forgotten. */
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import {
  bookedAfterPs,
  ports,
  RECEIVE,
  resetPorts,
  SEND,
  throughPort,
} from "../../../src/hw/port-slots.ts";

const SLOT = 2 ** 21;
/** A small frame, two of which three fit into a slot, a full one at 10 Gb/s, and a message of many segments. */
const SIZES = [97_000, 700_000, 1_230_400, 15_000_000];

interface Frame {
  readonly atPs: number;
  readonly takesPs: number;
}

/** Frames of a few hundred slots, up to three slots long: from nearly idle to several times too many. */
const frames: fc.Arbitrary<Frame[]> = fc.array(
  fc.record({
    atPs: fc.integer({ min: 0, max: 200 * SLOT }),
    takesPs: fc.integer({ min: 1, max: 3 * SLOT }),
  }),
  { minLength: 1, maxLength: 300 },
);

const send = ({ atPs, takesPs }: Frame) => throughPort(SEND, 0, atPs, takesPs);

/** Room that is left, as frames see it that come at the start of each slot. */
const roomLeft = () =>
  Array.from({ length: 400 }, (_, slot) => throughPort(SEND, 0, slot * SLOT, SLOT / 2));

const sum = (list: readonly Frame[]) => list.reduce((all, { takesPs }) => all + takesPs, 0);

beforeEach(resetPorts);

describe("a frame alone", () => {
  it.each(SIZES)("of %i ps passes at once, whatever other ports do", (takesPs) => {
    for (let i = 0; i < 100; i++) {
      throughPort(SEND, 1, 0, takesPs);
      throughPort(RECEIVE, 0, 0, takesPs);
    }
    for (const atPs of [0, 1, SLOT - 1, 50 * SLOT + 12_345, 1e12]) {
      resetPorts();
      expect(throughPort(SEND, 0, atPs, takesPs)).toBe(atPs + takesPs);
      expect(ports.hasQueue).toBe(false);
    }
  });

  it("waits for what the slot began with", () => {
    throughPort(SEND, 0, 0, 1.5 * SLOT);
    expect(throughPort(SEND, 0, SLOT, 0.25 * SLOT)).toBe(1.75 * SLOT);
  });
});

describe("a port that is asked for more than its rate", () => {
  it.each(SIZES)("delivers its rate, frames of %i ps", (takesPs) => {
    const n = Math.floor(2e9 / takesPs);
    for (let i = 1; i <= n; i++) {
      const leftPs = throughPort(SEND, 0, Math.floor((i - 1) * takesPs * 0.6), takesPs);
      // Exactly the rate, but that a frame's place inside its slot is not looked at.
      expect(Math.abs(leftPs - i * takesPs)).toBeLessThanOrEqual(SLOT);
    }
    expect(throughPort(SEND, 0, 0, takesPs)).toBe((n + 1) * takesPs);
    expect(ports.hasQueue).toBe(true);
  });

  it("is behind by more than all of its slots", () => {
    const takesPs = 1_230_400;
    for (let i = 1; i <= 20_000; i++) {
      expect(throughPort(SEND, 0, 0, takesPs)).toBe(i * takesPs);
    }
    // Later frames, and those of threads that are behind, come after all that.
    expect(throughPort(SEND, 0, 5000 * SLOT, takesPs)).toBe(20_001 * takesPs);
    expect(throughPort(SEND, 0, 7000 * SLOT, takesPs)).toBe(20_002 * takesPs);
    expect(throughPort(SEND, 0, 3 * SLOT, takesPs)).toBe(20_003 * takesPs);
  });
});

describe("a port whose queue is longer than its slots", () => {
  it("gives no room that it has given already", () => {
    const takesPs = 1_230_400;
    for (let i = 0; i < 20_000; i++) throughPort(SEND, 0, 500 * SLOT, takesPs);
    // A thread that is behind: what its slots held is forgotten, what they hold now is not.
    throughPort(SEND, 0, 450 * SLOT, takesPs);
    expect(throughPort(SEND, 0, 501 * SLOT, takesPs)).toBe(500 * SLOT + 20_002 * takesPs);
  });
});

describe("frames of any lengths at any times", () => {
  it("go through no slots faster than the slots last", () => {
    fc.assert(
      fc.property(frames, fc.nat(200), fc.integer({ min: 1, max: 300 }), (list, from, length) => {
        resetPorts();
        const through = list.map((frame) => ({ ...frame, leftPs: send(frame) }));
        const inside = through.filter(
          ({ atPs, leftPs }) => atPs >= from * SLOT && leftPs <= (from + length) * SLOT,
        );
        expect(sum(inside)).toBeLessThanOrEqual(length * SLOT);
      }),
    );
  });

  it("take at least their time, and are through when the port had time for all", () => {
    fc.assert(
      fc.property(frames, (list) => {
        resetPorts();
        const first = Math.floor(Math.min(...list.map((f) => f.atPs)) / SLOT) * SLOT;
        for (const [i, frame] of list.entries()) {
          const leftPs = send(frame);
          expect(leftPs).toBeGreaterThanOrEqual(frame.atPs + frame.takesPs);
          // Nobody waits longer than for all others, and the rest of a slot.
          const all = sum(list.slice(0, i + 1));
          expect(leftPs).toBeLessThanOrEqual(Math.max(frame.atPs, first) + all + SLOT);
        }
      }),
    );
  });

  it("fill the same slots in any order", () => {
    const both = frames.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(both, ([list, shuffled]) => {
        const [one, other] = [list, shuffled].map((order) => {
          resetPorts();
          for (const frame of order) send(frame);
          return { laterPs: bookedAfterPs(SEND, 100 * SLOT), room: roomLeft() };
        });
        expect(other).toEqual(one);
      }),
    );
  });

  it("make the port as busy as they are long, in the slots that are over", () => {
    fc.assert(
      fc.property(frames, fc.nat(300), (list, slot) => {
        resetPorts();
        for (const frame of list) send(frame);
        const busyPs = sum(list) - bookedAfterPs(SEND, slot * SLOT);
        expect(busyPs).toBeGreaterThanOrEqual(0);
        expect(busyPs).toBeLessThanOrEqual(slot * SLOT);
        expect(bookedAfterPs(SEND, 2000 * SLOT)).toBe(0);
        expect(bookedAfterPs(RECEIVE, 0)).toBe(0);
      }),
    );
  });
});
