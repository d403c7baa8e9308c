/** The search for the least power: it must find what a search of all configurations finds, and ask for far fewer. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  leastPower,
  type Places,
  type PowerProbe,
  wantedConfigurations,
} from "../../../../src/experiment/search/least-power.ts";

const grid = (rows: number, columns: number): Places =>
  Array.from({ length: rows * columns }, (_, i) => [Math.floor(i / columns), i % columns]);

function play(places: Places, truth: (index: number) => PowerProbe) {
  const known = new Map<number, PowerProbe>();
  for (;;) {
    const missing = wantedConfigurations(places, (i) => known.get(i)).filter((i) => !known.has(i));
    if (missing.length === 0) return known;
    for (const i of missing) known.set(i, truth(i));
  }
}

/** Cores and clocks: capacity is their product, power rises with both. */
const machine = fc.record({
  rows: fc.integer({ min: 1, max: 16 }),
  columns: fc.integer({ min: 1, max: 14 }),
  load: fc.double({ min: 0, max: 300, noNaN: true }),
  perCore: fc.double({ min: 0.1, max: 5, noNaN: true }),
  perClock: fc.double({ min: 0.1, max: 5, noNaN: true }),
});

describe("the search for the least power", () => {
  it("finds the configuration that a search of all finds", () => {
    fc.assert(
      fc.property(machine, ({ rows, columns, load, perCore, perClock }) => {
        const places = grid(rows, columns);
        const truth = (i: number): PowerProbe => {
          const [cores = 0, clock = 0] = places[i] ?? [];
          const meets = (cores + 1) * (clock + 1) >= load;
          return { meets, watts: 19 + perCore * cores + perClock * clock };
        };
        const all = new Map(places.map((_, i) => [i, truth(i)] as const));
        const found = leastPower(play(places, truth));
        const best = leastPower(all);
        expect(found === undefined).toBe(best === undefined);
        if (found === undefined || best === undefined) return;
        expect(truth(found).watts).toBe(truth(best).watts);
      }),
    );
  });

  it("asks for a quarter of 224 configurations at most", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 224 }), (load) => {
        const places = grid(16, 14);
        const known = play(places, (i) => {
          const [cores = 0, clock = 0] = places[i] ?? [];
          return { meets: (cores + 1) * (clock + 1) >= load, watts: cores + clock };
        });
        expect(known.size).toBeLessThanOrEqual(56);
      }),
    );
  });

  it("goes on upwards while more draws less: a higher clock can let cores idle", () => {
    const places = grid(1, 6);
    const watts = [9, 9, 5, 4, 3, 6];
    const known = play(places, (i) => ({ meets: i >= 2, watts: watts[i] ?? 0 }));
    expect(leastPower(known)).toBe(4);
  });

  it("asks only for configurations that are there", () => {
    const places = [
      [0, 0],
      [0, 3],
      [2, 1],
      [3, 3],
    ];
    const known = play(places, (i) => ({ meets: i === 3, watts: 1 }));
    expect([...known.keys()].every((i) => i >= 0 && i < 4)).toBe(true);
    expect(leastPower(known)).toBe(3);
  });
});
