/** Our logarithm, exponential and sine agree with the mathematical functions to a few units in the last place. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exactExp, exactLog, exactSinOfTurns } from "../../../src/engine/exact-math.ts";

const RELATIVE = 1e-14;

describe("exactLog", () => {
  it("is the natural logarithm", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), (x) => {
        const expected = Math.log(x);
        expect(Math.abs(exactLog(x) - expected)).toBeLessThanOrEqual(
          RELATIVE * Math.max(Math.abs(expected), Math.abs(x - 1)) + 1e-300,
        );
      }),
    );
  });

  it("is zero at one and changes sign there", () => {
    expect(exactLog(1)).toBe(0);
    expect(exactLog(0.999)).toBeLessThan(0);
    expect(exactLog(1.001)).toBeGreaterThan(0);
  });
});

describe("exactExp", () => {
  it("is the exponential", () => {
    fc.assert(
      fc.property(fc.double({ min: -600, max: 600, noNaN: true }), (x) => {
        expect(Math.abs(exactExp(x) / Math.exp(x) - 1)).toBeLessThanOrEqual(1e-13);
      }),
    );
  });

  it("gives these bits on every machine", () => {
    expect([exactExp(1), exactExp(-7.5), exactLog(10), exactLog(0.3)]).toEqual([
      2.7182818284590455, 0.0005530843701478336, 2.302585092994046, -1.2039728043259361,
    ]);
  });
});

describe("exactSinOfTurns", () => {
  it("is the sine", () => {
    fc.assert(
      fc.property(fc.double({ min: -3, max: 3, noNaN: true }), (turns) => {
        const error = Math.abs(exactSinOfTurns(turns) - Math.sin(2 * Math.PI * turns));
        expect(error).toBeLessThanOrEqual(1e-14);
      }),
    );
  });

  it("has whole quarters where they belong", () => {
    const quarters = [-0.5, 0, 0.25, 0.5, 0.75, 1, 1.25].map(exactSinOfTurns);
    for (const [i, expected] of [0, 0, 1, 0, -1, 0, 1].entries()) {
      expect(Math.abs((quarters[i] ?? 9) - expected)).toBeLessThanOrEqual(2 ** -52);
    }
  });

  it("is never beyond one", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (turns) => {
        expect(Math.abs(exactSinOfTurns(turns))).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("gives these bits on every machine", () => {
    expect([0.1, 0.3, 0.6, 0.95].map(exactSinOfTurns)).toEqual([
      0.5877852522924731, 0.9510565162951536, -0.587785252292473, -0.3090169943749477,
    ]);
  });
});
