/** Text with units becomes numbers in base units, and back without loss. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Dimension, formatQuantity, parseQuantity, SCALES } from "../../src/units.ts";

const value = (text: string, dimension: Dimension) => {
  const parsed = parseQuantity(text, dimension);
  return parsed.ok ? parsed.value : parsed.fault;
};

describe("quantities", () => {
  it("are read in their base unit", () => {
    expect(value("500us", "time")).toBe(500e6);
    expect(value("1.5 ms", "time")).toBe(1.5e9);
    expect(value("2µs", "time")).toBe(2e6);
    expect(value("1.2GHz", "frequency")).toBe(1.2e9);
    expect(value("1.8Mrps", "rate")).toBe(1.8e6);
    expect(value("64KiB", "bytes")).toBe(65536);
    expect(value("5%", "ratio")).toBe(0.05);
    expect(value("16", "count")).toBe(16);
  });

  it("need their unit unless they are counts or shares", () => {
    expect(value("500", "time")).toBe("UNIT_REQUIRED");
    expect(value("1e6", "rate")).toBe("UNIT_REQUIRED");
    expect(value("0.5", "ratio")).toBe(0.5);
  });

  it("are never negative, infinite or of another kind", () => {
    for (const text of [
      "-1us",
      "NaNus",
      "Infinityus",
      "1e400us",
      "0x10us",
      "",
      "us",
      "1 2us",
      "1_0us",
    ]) {
      expect(value(text, "time"), text).toBe("NOT_A_QUANTITY");
    }
    expect(value("5parsecs", "time")).toBe("UNKNOWN_UNIT");
    expect(value("5constructor", "time")).toBe("UNKNOWN_UNIT");
  });

  it("survive a round trip through text in every unit", () => {
    const dimensions = Object.keys(SCALES) as Dimension[];
    fc.assert(
      fc.property(
        fc.constantFrom(...dimensions),
        fc.integer({ min: 1, max: 999_999_999 }),
        (dimension, whole) => {
          const number = dimension === "ratio" ? whole / 1e9 : whole;
          const back = value(formatQuantity(number, dimension), dimension);
          if (dimension === "ratio") expect(back).toBeCloseTo(number, 12);
          else expect(back).toBe(number);
        },
      ),
    );
  });

  it("are shown in the largest unit that leaves at least one", () => {
    expect(formatQuantity(500e6, "time")).toBe("500us");
    expect(formatQuantity(1e12, "time")).toBe("1s");
    expect(formatQuantity(1.85e6, "rate")).toBe("1.85Mrps");
    expect(formatQuantity(450e3, "rate")).toBe("450krps");
    expect(formatQuantity(0, "time")).toBe("0s");
  });
});
