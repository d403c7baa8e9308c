/** Our logarithm and exponential agree with the mathematical functions to a few units in the last place. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exactExp, exactLog } from "../../../src/engine/exact-math.ts";

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
