/** The search for the highest load: it must end with both neighbours of the answer, in few probes. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Probe, wantedLoads } from "../../../../src/experiment/search/max-under-slo.ts";

/** Loads 1 % apart. */
const loadsOf = (count: number) => Array.from({ length: count }, (_, i) => 1e5 * 1.01 ** i);

/** Plays the search: what is asked for is measured, until nothing new is. */
function play(loads: readonly number[], truth: (index: number) => Probe) {
  const known = new Map<number, Probe>();
  let rounds = 0;
  for (;;) {
    const missing = wantedLoads(loads, (i) => known.get(i)).filter((i) => !known.has(i));
    if (missing.length === 0) return { known, rounds };
    for (const i of missing) known.set(i, truth(i));
    rounds += 1;
  }
}

const scene = fc.integer({ min: 2, max: 1000 }).chain((count) =>
  fc.record({
    loads: fc.constant(loadsOf(count)),
    /** Loads from here on miss. */
    limit: fc.integer({ min: 0, max: count }),
    /** What an overloaded point achieves, over the first load that misses; null if it tells nothing. */
    ceiling: fc.option(fc.double({ min: 0.5, max: 2, noNaN: true })),
  }),
);

describe("the search for the highest load", () => {
  it("ends with the last load that meets and the first that misses, both probed", () => {
    fc.assert(
      fc.property(scene, ({ loads, limit, ceiling }) => {
        const ceilingRps = ceiling === null ? null : ceiling * (loads[limit] ?? 1e9);
        const { known } = play(loads, (i) => ({ meets: i < limit, ceilingRps }));
        if (limit > 0) expect(known.get(limit - 1)?.meets).toBe(true);
        if (limit < loads.length) expect(known.get(limit)?.meets).toBe(false);
      }),
    );
  });

  it("takes both ends and twice the doublings at most, and half of that without a guess", () => {
    fc.assert(
      fc.property(scene, ({ loads, limit, ceiling }) => {
        const ceilingRps = ceiling === null ? null : ceiling * (loads[limit] ?? 1e9);
        const { known } = play(loads, (i) => ({ meets: i < limit, ceilingRps }));
        const doublings = Math.ceil(Math.log2(loads.length));
        expect(known.size).toBeLessThanOrEqual(3 + (ceiling === null ? doublings : 2 * doublings));
      }),
    );
  });

  it("is quick where the overloaded end tells the capacity: seven loads of 370", () => {
    const loads = loadsOf(370);
    const { known } = play(loads, (i) => ({
      meets: i < 250,
      ceilingRps: (loads[250] ?? 0) * 1.03,
    }));
    expect(known.size).toBeLessThanOrEqual(7);
  });

  it("asks for both ends at once, and for nothing more if one of them decides", () => {
    expect(wantedLoads(loadsOf(50), () => undefined)).toEqual([0, 49]);
    expect(play(loadsOf(50), () => ({ meets: true, ceilingRps: null })).rounds).toBe(1);
    expect(play(loadsOf(50), () => ({ meets: false, ceilingRps: null })).rounds).toBe(1);
  });
});
