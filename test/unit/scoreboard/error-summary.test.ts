/** Errors of many rows in three numbers, against a calculation by hand. */
import { describe, expect, it } from "vitest";
import { summariseErrors } from "../../../src/scoreboard/error-summary.ts";

describe("a summary of errors", () => {
  it("is the median, the 90th percentile by nearest rank and the worst, without sign", () => {
    const errors = [0.01, -0.02, 0.03, -0.04, 0.05, -0.06, 0.07, -0.08, 0.09, -0.5];
    expect(summariseErrors(errors)).toEqual({
      median: (0.05 + 0.06) / 2,
      p90: 0.09,
      worst: 0.5,
      rows: 10,
      absent: 0,
    });
  });

  it("takes the middle one of an odd number, and the upper rank where 90% is no whole row", () => {
    expect(summariseErrors([0.3, -0.1, 0.2])).toMatchObject({ median: 0.2, p90: 0.3, worst: 0.3 });
    const eleven = Array.from({ length: 11 }, (_, i) => i / 100);
    expect(summariseErrors(eleven)).toMatchObject({ median: 0.05, p90: 0.09, worst: 0.1 });
  });

  it("counts rows without a value and leaves them out", () => {
    expect(summariseErrors([null, 0.2, null])).toEqual({
      median: 0.2,
      p90: 0.2,
      worst: 0.2,
      rows: 1,
      absent: 2,
    });
    expect(summariseErrors([null]).median).toBeNull();
    expect(summariseErrors([])).toMatchObject({ p90: null, worst: null, rows: 0, absent: 0 });
  });
});
