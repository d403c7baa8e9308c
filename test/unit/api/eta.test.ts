/** Estimates of the remaining time, from what finished runs cost. */
import { describe, expect, it } from "vitest";
import { coreTime, remaining } from "../../../src/api/experiment/eta.ts";

const ix = { dataplane: "ix", lowMs: 0.001, typicalMs: 0.002, highMs: 0.004 };
const linux = { dataplane: "linux", lowMs: 0.01, typicalMs: 0.01, highMs: 0.02 };

describe("core time", () => {
  it("is work times cost, dataplane by dataplane", () => {
    const work = [
      { dataplane: "ix", requests: 1e6 },
      { dataplane: "linux", requests: 1e5 },
    ];
    const time = coreTime(work, [ix, linux]);
    expect(time?.lowMs).toBeCloseTo(2000, 6);
    expect(time?.typicalMs).toBeCloseTo(3000, 6);
    expect(time?.highMs).toBeCloseTo(6000, 6);
  });

  it("of a dataplane that was never measured spans what the others cost", () => {
    const time = coreTime([{ dataplane: "mtcp", requests: 1e6 }], [ix, linux]);
    expect(time?.lowMs).toBeCloseTo(1000, 6);
    expect(time?.typicalMs).toBeCloseTo(6000, 6);
    expect(time?.highMs).toBeCloseTo(20_000, 6);
  });

  it("is unknown when nothing was measured", () => {
    expect(coreTime([{ dataplane: "ix", requests: 1 }], [])).toBeNull();
  });
});

describe("the remaining time", () => {
  const cores = { lowMs: 100, typicalMs: 200, highMs: 400 };
  it("is shared by the simulations that run at a time", () => {
    expect(remaining(cores, 4)).toEqual({ lowMs: 25, typicalMs: 50, highMs: 100 });
  });
  it("is unknown while no worker lives", () => {
    expect(remaining(cores, 0)).toBeNull();
    expect(remaining(null, 4)).toBeNull();
  });
});
