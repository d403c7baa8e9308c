/** The frame calendar against a search through all frames: order by bucket, laps, empty stretches, nothing lost. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BUCKET_PS, CALENDAR, FrameCalendar } from "../../../src/hw/frame-calendar.ts";
import * as packets from "../../../src/hw/packet-table.ts";
import { NONE } from "../../../src/hw/packet-table.ts";

const FRAMES = 64;
/** Buckets of the ring: a frame further ahead waits for its lap. */
const LAP = 4096;

function calendarOf(number: number = CALENDAR.near) {
  const calendar = new FrameCalendar(number);
  const put = (frame: number, bucket: number, offsetPs = 0) => {
    packets.atPs[frame] = bucket * BUCKET_PS + offsetPs;
    calendar.put(frame);
  };
  const takeAllUntil = (untilPs: number) => {
    const frames: number[] = [];
    let frame = calendar.takeAll(untilPs);
    for (; frame !== NONE; frame = packets.later[frame]!) frames.push(frame);
    return frames;
  };
  const takeAll = (buckets: number) => takeAllUntil(buckets * BUCKET_PS);
  return { put, takeAll, takeAllUntil };
}

/** What a calendar should do, by looking at every frame. */
class Reference {
  #now = 0;
  #frames: { frame: number; bucket: number }[] = [];

  put(frame: number, bucket: number): void {
    this.#frames.push({ frame, bucket: Math.max(bucket, this.#now) });
  }

  /** Frames of one bucket keep the order in which they were put in, whatever laps lie between. */
  takeAll(end: number): number[] {
    this.#now = Math.max(this.#now, end);
    const due = this.#frames.filter(({ bucket }) => bucket < end);
    this.#frames = this.#frames.filter(({ bucket }) => bucket >= end);
    return due.sort((a, b) => a.bucket - b.bucket).map(({ frame }) => frame);
  }
}

describe("the frame calendar", () => {
  it("gives frames back in the order of their buckets, and in their own order within one", () => {
    const { put, takeAll } = calendarOf();
    put(0, 7, 900);
    put(1, 3);
    put(2, 7, 100);
    put(3, 0);
    expect(takeAll(100)).toEqual([3, 1, 0, 2]);
  });

  it("gives a frame back when its bucket is over and not before", () => {
    const { put, takeAll, takeAllUntil } = calendarOf();
    put(0, 5, 1);
    expect(takeAllUntil(6 * BUCKET_PS - 1)).toEqual([]);
    expect(takeAll(6)).toEqual([0]);
  });

  it("keeps frames of later laps until theirs", () => {
    const { put, takeAll } = calendarOf();
    put(0, 2 * LAP + 5);
    put(1, 5);
    put(2, LAP + 5);
    expect(takeAll(LAP)).toEqual([1]);
    expect(takeAll(2 * LAP)).toEqual([2]);
    expect(takeAll(3 * LAP)).toEqual([0]);
    expect(takeAll(9 * LAP)).toEqual([]);
  });

  it("gives back at once what should have been out already", () => {
    const { put, takeAll } = calendarOf();
    expect(takeAll(50)).toEqual([]);
    put(0, 10);
    expect(takeAll(51)).toEqual([0]);
  });

  it("keeps its frames apart from those of other calendars, and is empty when it is taken over", () => {
    const numbers = Object.values(CALENDAR);
    const calendars = numbers.map((number) => calendarOf(number));
    for (const [frame, { put }] of calendars.entries()) put(frame, LAP - 1);
    calendarOf(CALENDAR.near);
    const taken = calendars.map(({ takeAll }) => takeAll(LAP));
    expect(taken).toEqual([[], [1], [2]]);
  });

  it("does what a search through all frames does", () => {
    const move = fc.oneof(
      fc.record({ put: fc.nat({ max: 40 }), offsetPs: fc.nat({ max: BUCKET_PS - 1 }) }),
      fc.record({ put: fc.nat({ max: 3 * LAP }), offsetPs: fc.constant(0) }),
      fc.record({ take: fc.nat({ max: 60 }) }),
      fc.record({ take: fc.nat({ max: 2 * LAP }) }),
    );
    fc.assert(
      fc.property(fc.array(move, { maxLength: 200 }), (moves) => {
        const { put, takeAll } = calendarOf();
        const reference = new Reference();
        const free = Array.from({ length: FRAMES }, (_, i) => i);
        let end = 0;
        const drain = () => {
          const taken = takeAll(end);
          expect(taken).toEqual(reference.takeAll(end));
          free.push(...taken);
        };
        for (const step of moves) {
          if ("take" in step) {
            end += step.take;
            drain();
          } else if (free.length > 0) {
            const frame = free.shift()!;
            const bucket = Math.max(0, end - 5) + step.put;
            put(frame, bucket, step.offsetPs);
            reference.put(frame, bucket);
          }
        }
        end += 4 * LAP;
        drain();
        // Nothing is lost: everything that was put in has been taken.
        expect(new Set(free).size).toBe(FRAMES);
      }),
      { numRuns: 300 },
    );
  });
});
