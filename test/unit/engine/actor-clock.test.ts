/** The actors' clock against a search through all of them. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ActorClock } from "../../../src/engine/actor-clock.ts";

describe("the actors' clock", () => {
  it("names the earliest actor, the lower number among equals", () => {
    const move = fc.tuple(fc.nat({ max: 16 }), fc.integer({ min: 0, max: 6 }));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 17 }), fc.array(move), (actors, moves) => {
        const clock = new ActorClock(actors);
        const times = new Array<number>(actors).fill(Number.POSITIVE_INFINITY);
        for (const [pick, atPs] of moves) {
          const actor = pick % actors;
          clock.set(actor, atPs === 6 ? Number.POSITIVE_INFINITY : atPs);
          times[actor] = atPs === 6 ? Number.POSITIVE_INFINITY : atPs;
          const earliest = Math.min(...times);
          expect(clock.first()).toBe(times.indexOf(earliest));
          expect(clock.atPs[clock.first()]).toBe(earliest);
        }
      }),
    );
  });
});
