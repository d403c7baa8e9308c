/** The two policies that IX did not have: feedback from the SLO, and the bound that knows the load. */
import { describe, expect, it } from "vitest";
import { NO_STEPS } from "../../../src/controlplane/holds.ts";
import { clairvoyant } from "../../../src/controlplane/policies/clairvoyant.ts";
import { sloFeedback } from "../../../src/controlplane/policies/slo-feedback.ts";
import { xeonE52665 } from "../../../src/hw/platforms/xeon-e5-2665.ts";
import { defaultsOf } from "../../../src/params.ts";
import { seconds, us } from "../../../src/units.ts";
import { ALL_THREADS, constantsOf, observation, threadThat } from "./observed.ts";

describe("slo-feedback", () => {
  const constants = constantsOf(sloFeedback);
  const decide = (
    seen: { atS: number; step: number; p99Us?: number; idle?: number },
    last = NO_STEPS,
  ) => {
    const running = [threadThat({ fastQueue: 1e6, slowQueue: 1e6, fastIdle: seen.idle ?? 0 })];
    const tail = seen.p99Us === undefined ? {} : { tailLatencyPs: us(seen.p99Us) };
    return sloFeedback.decide(last, observation(seen.atS, seen.step, running, tail), constants);
  };

  it("steps up above 60% of the SLO, and never for queues alone", () => {
    expect(decide({ atS: 1, step: 3, p99Us: 300 }).step).toBe(3);
    expect(decide({ atS: 1, step: 3, p99Us: 301 }).step).toBe(4);
    expect(decide({ atS: 1, step: 3 }).step).toBe(3);
  });

  it("steps down below 30% of the SLO, if idle enough for the step", () => {
    expect(decide({ atS: 1, step: 3, p99Us: 150, idle: 1 }).step).toBe(3);
    expect(decide({ atS: 1, step: 3, p99Us: 149, idle: 1 }).step).toBe(2);
    expect(decide({ atS: 1, step: 3, p99Us: 149, idle: 0.299 }).step).toBe(3);
    expect(decide({ atS: 1, step: 3, p99Us: 149, idle: 0.301 }).step).toBe(2);
  });

  it("takes too few messages for no objection to a step down", () => {
    expect(decide({ atS: 1, step: 3, idle: 1 }).step).toBe(2);
  });

  it("judges a step up by messages of its own, if the window is longer than the hold-off", () => {
    const last = { ...NO_STEPS, upPs: seconds(1) };
    expect(decide({ atS: 1.19, step: 3, p99Us: 900 }, last).step).toBe(3);
    expect(decide({ atS: 1.2, step: 3, p99Us: 900 }, last).step).toBe(4);
    const slow = { ...constants, params: { ...constants.params, window: seconds(1) } };
    const at = (atS: number) =>
      sloFeedback.decide(
        last,
        observation(atS, 3, [threadThat({})], { tailLatencyPs: us(900) }),
        slow,
      ).step;
    expect([at(1.99), at(2)]).toEqual([3, 4]);
  });

  it("keeps the hold-offs of ix-energy", () => {
    const down = { ...NO_STEPS, downPs: seconds(1) };
    const up = { ...NO_STEPS, upPs: seconds(1) };
    expect(decide({ atS: 2.9, step: 3, p99Us: 900 }, down).step).toBe(3);
    expect(decide({ atS: 3, step: 3, p99Us: 900 }, down).step).toBe(4);
    expect(decide({ atS: 4.9, step: 3, p99Us: 50, idle: 1 }, up).step).toBe(3);
    expect(decide({ atS: 5, step: 3, p99Us: 50, idle: 1 }, up).step).toBe(2);
    expect(decide({ atS: 4.9, step: 3, p99Us: 50, idle: 1 }, down).step).toBe(3);
    expect(decide({ atS: 5, step: 3, p99Us: 50, idle: 1 }, down).step).toBe(2);
  });

  it("asks for the p99 of its window", () => {
    expect(sloFeedback.needs).toEqual(["tailLatency"]);
    expect(sloFeedback.rhythm(constants.params)).toEqual({
      tickPs: seconds(0.1),
      metricsPs: seconds(0.01),
      tailWindowPs: seconds(0.2),
    });
  });
});

describe("clairvoyant", () => {
  const constants = constantsOf(clairvoyant);
  const stepFor = (offeredRps: number, step = 0, isApplying = false) =>
    clairvoyant.decide(undefined, observation(0, step, [], { offeredRps, isApplying }), constants)
      .step;

  it("goes to the first step that covers the load, in one move and in both directions", () => {
    expect(stepFor(0)).toBe(0);
    expect(stepFor(0.32e6)).toBe(0);
    expect(stepFor(0.320001e6)).toBe(1);
    expect(stepFor(3.61e6, 0)).toBe(8);
    expect(stepFor(5.87e6, 0)).toBe(21);
    expect(stepFor(1e6, 21)).toBe(3);
  });

  it("wants everything when nothing covers the load", () => {
    expect(stepFor(9e6, 4)).toBe(21);
  });

  it("waits for a step that is being applied", () => {
    expect(stepFor(5.87e6, 3, true)).toBe(3);
  });

  it("needs the load, and a capacity for each step", () => {
    expect(clairvoyant.needs).toEqual(["offeredLoad"]);
    expect(() => clairvoyant.decide(undefined, observation(0, 0, []), constants)).toThrow(
      "was not told the offered load",
    );
    const params = { ...defaultsOf(clairvoyant.params), capacities: [1e6, 2e6] };
    expect(() => clairvoyant.ladder(xeonE52665, ALL_THREADS, params)).toThrow(
      "each of 22 steps, not 2",
    );
  });

  it("has capacities that rise with the ladder by default", () => {
    const { default: capacities } = clairvoyant.params.capacities;
    expect(capacities).toEqual([...new Set(capacities)].sort((a, b) => a - b));
  });
});
