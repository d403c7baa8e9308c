/** The tail latency that a policy is told is that of the window, whatever the order in which threads tell of answers. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TailWindow } from "../../../src/controlplane/tail-window.ts";
import { ms, us } from "../../../src/units.ts";

const WINDOW = ms(200);
const RHYTHM = { tickPs: ms(100), metricsPs: ms(10), tailWindowPs: WINDOW };

/** Latencies by when they were measured, in us. */
const measured = fc.array(
  fc.record({ atUs: fc.integer({ min: 0, max: 900_000 }), us: fc.integer({ min: 1, max: 5000 }) }),
  { minLength: 200, maxLength: 1200 },
);

describe("the window of tail latencies", () => {
  it("has the smallest latency that 99 % do not exceed, at every tick", () => {
    fc.assert(
      fc.property(measured, (list) => {
        const window = new TailWindow(RHYTHM);
        for (const one of list) window.add(us(one.atUs), us(one.us));
        for (let tick = 1; tick < 10; tick++) {
          const nowPs = ms(100 * tick);
          const inside = list.filter(({ atUs }) => us(atUs) > nowPs - WINDOW && us(atUs) <= nowPs);
          const covers = (p99: number) =>
            inside.filter((one) => us(one.us) <= p99).length >= 0.99 * inside.length;
          const exact = Math.min(...inside.map((one) => us(one.us)).filter(covers));
          expect(window.tailPs(nowPs)).toBe(inside.length < 100 ? undefined : exact);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("says nothing of fewer than a hundred, nor of what is measured later", () => {
    const window = new TailWindow(RHYTHM);
    for (let i = 0; i < 99; i++) window.add(ms(i), us(50));
    for (let i = 0; i < 99; i++) window.add(us(100_001), us(900));
    expect(window.tailPs(ms(100))).toBeUndefined();
    expect(window.tailPs(us(100_001))).toBe(us(900));
  });
});
