/** The Pareto front against the definition of dominance, and who takes part in it. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { objectiveOf } from "../../../src/experiment/pareto/objective.ts";
import { type Better, dominators } from "../../../src/experiment/pareto/front.ts";
import { directionOf, paretoOf } from "../../../src/experiment/pareto/pareto.ts";
import type { Estimate } from "../../../src/stats/estimate.ts";

const better = fc.constantFrom<Better>("LOWER", "HIGHER");
/** Few different values, so that ties and equal points are common. */
const value = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const points = fc.array(fc.record({ x: value, y: value }), { maxLength: 60 });

/** No worse in both, better in one: word for word. */
function beats(
  a: { x: number; y: number },
  b: { x: number; y: number },
  ways: { x: Better; y: Better },
): boolean {
  const gain = (axis: "x" | "y") =>
    ways[axis] === "LOWER" ? b[axis] - a[axis] : a[axis] - b[axis];
  return gain("x") >= 0 && gain("y") >= 0 && (gain("x") > 0 || gain("y") > 0);
}

describe("the front", () => {
  it("is what no other point beats, and names a point of the front that beats each other one", () => {
    fc.assert(
      fc.property(points, better, better, (all, x, y) => {
        const ways = { x, y };
        const found = dominators(all, ways);
        all.forEach((point, i) => {
          const by = found[i];
          expect(by === null).toBe(!all.some((other) => beats(other, point, ways)));
          if (by === null || by === undefined) return;
          expect(found[by]).toBeNull();
          expect(beats(all[by] ?? point, point, ways)).toBe(true);
        });
      }),
      { numRuns: 500 },
    );
  });

  it("does not depend on the order of the points", () => {
    fc.assert(
      fc.property(points, better, better, (all, x, y) => {
        const front = (list: typeof all) => {
          const found = dominators(list, { x, y });
          const own = list.filter((_, i) => found[i] === null).map((p) => `${p.x + 0} ${p.y + 0}`);
          return own.toSorted();
        };
        expect(front(all.toReversed())).toEqual(front(all));
      }),
    );
  });

  it("takes a hundred thousand points in one pass", () => {
    // A comparison of all pairs would take ten thousand million steps and not end.
    const many = Array.from({ length: 100_000 }, (_, i) => ({ x: i, y: i }));
    const found = dominators(many, { x: "LOWER", y: "HIGHER" });
    expect(found.every((by) => by === null)).toBe(true);
    expect(dominators(many, { x: "LOWER", y: "LOWER" }).filter((by) => by === null)).toHaveLength(
      1,
    );
  });
});

const estimate = (measure: string, at: number | null): Estimate => ({
  measure,
  value: at,
  ciLow: null,
  ciHigh: null,
  confidence: 0.95,
  method: "NONE",
  replications: 1,
  samples: 0,
  absentBecause: at === null ? "NO_SAMPLES" : null,
});
const at = (power: number | null, rps: number | null, withinSlo: boolean | null = true) => ({
  x: estimate("power", power),
  y: estimate("throughput", rps),
  withinSlo,
});

describe("points of an experiment", () => {
  it("take part if they are within the objective and have both measures", () => {
    const places = paretoOf([
      at(10, 100),
      at(5, 200, false),
      at(20, 90),
      at(null, 500),
      at(1, 999, null),
      at(30, 300),
    ]);
    expect(places.map(({ standing }) => standing)).toEqual([
      "FRONT",
      "MISSES_SLO",
      "DOMINATED",
      "ABSENT",
      "ABSENT",
      "FRONT",
    ]);
    expect(places.map(({ dominatedBy }) => dominatedBy)).toEqual([null, null, 0, null, null, null]);
  });

  it("have no front in a measure that is neither better high nor better low", () => {
    expect(directionOf("power")).toBe("LOWER");
    expect(() => directionOf("batch.mean")).toThrow(/neither.*power/);
    expect(() => directionOf("p99")).toThrow(/not known.*latency\.p99/);
  });
});

describe("an objective", () => {
  const own = { measure: "latency.p99", limitPs: 5e8 };

  it("is read with its unit, is the definition's if nothing is said, or none", () => {
    expect(objectiveOf("p99.9 <= 1.5ms", null)).toEqual({
      ok: true,
      slo: { measure: "latency.p99.9", limitPs: 1.5e9 },
    });
    expect(objectiveOf("latency.mean<=20us", own)).toMatchObject({
      slo: { measure: "latency.mean", limitPs: 2e7 },
    });
    expect(objectiveOf(undefined, own)).toEqual({ ok: true, slo: own });
    expect(objectiveOf("none", own)).toEqual({ ok: true, slo: null });
  });

  it.each([
    ["p99", "SYNTAX"],
    ["p99 >= 5us", "SYNTAX"],
    ["p98<=5us", "UNKNOWN_VALUE"],
    ["p99<=500", "UNIT_REQUIRED"],
    ["p99<=0us", "OUT_OF_RANGE"],
  ])("that is %s is refused as %s, with a hint", (text, code) => {
    const parsed = objectiveOf(text, null);
    expect(parsed).toMatchObject({ ok: false, problem: { code } });
    expect(!parsed.ok && parsed.problem.hint).toContain("p99<=500us");
  });
});
