/** Moving averages and what a thread publishes, against the formulas of the released dataplane. */
import { describe, expect, it } from "vitest";
import { movedAll, NO_SAMPLES } from "../../../src/controlplane/moving-averages.ts";
import { publish, UNPUBLISHED } from "../../../src/controlplane/thread-metrics.ts";
import { ms, us } from "../../../src/units.ts";

describe("the moving averages", () => {
  it("begin at zero and weigh the newest sample by 0.5, 0.25 and 0.125", () => {
    const once = movedAll(NO_SAMPLES, 64);
    expect(once).toEqual({ fast: 32, medium: 16, slow: 8 });
    expect(movedAll(once, 0)).toEqual({ fast: 16, medium: 12, slow: 7 });
  });

  it("come to a constant sample, the fast one within 0.1% after ten periods", () => {
    let averages = NO_SAMPLES;
    for (let period = 0; period < 10; period++) averages = movedAll(averages, 100);
    expect(averages.fast).toBeCloseTo(100 * (1 - 0.5 ** 10), 9);
    expect(averages.medium).toBeCloseTo(100 * (1 - 0.75 ** 10), 9);
    expect(averages.slow).toBeCloseTo(100 * (1 - 0.875 ** 10), 9);
  });
});

describe("a publication", () => {
  const period = {
    elapsedPs: ms(10),
    idlePs: ms(4),
    passes: 100,
    taken: 600,
    leftWaiting: 200,
    queuingDelayPs: us(500),
  };

  it("takes means over passes, and the idle share over time", () => {
    const metrics = publish(UNPUBLISHED, period);
    expect(metrics.queueLength.fast).toBe(0.5 * 8);
    expect(metrics.queueLength.slow).toBe(0.125 * 8);
    expect(metrics.idleShare.fast).toBe(0.5 * 0.4);
    expect(metrics.batchSize).toBe(0.5 * 6);
    expect(metrics.queuingDelayPs).toBe(0.5 * us(5));
    expect(metrics.passPs).toBe(0.5 * us(60));
  });

  it("smooths with what was published before", () => {
    const metrics = publish(publish(UNPUBLISHED, period), { ...period, idlePs: 0 });
    expect(metrics.idleShare).toEqual({ fast: 0.1, medium: 0.75 * 0.1, slow: 0.875 * 0.05 });
    expect(metrics.batchSize).toBe(4.5);
  });

  it("after waking spans the parked time, in which nothing was idle waiting", () => {
    const woken = publish(publish(UNPUBLISHED, period), { ...period, elapsedPs: ms(5000) });
    expect(woken.idleShare.fast).toBeCloseTo(0.1, 3);
  });
});
