/** What every policy that decides must keep to, on random observations. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ControlledPolicy, Observation } from "../../../src/controlplane/contract.ts";
import { isControlled, POLICIES } from "../../../src/controlplane/registry.ts";
import type { ThreadMetrics } from "../../../src/controlplane/thread-metrics.ts";
import { describeParams } from "../../../src/params.ts";
import { seconds } from "../../../src/units.ts";
import { constantsOf } from "./observed.ts";

const CONTROLLED_POLICIES = POLICIES.filter(isControlled);

const share = fc.double({ min: 0, max: 1, noNaN: true });
const packets = fc.double({ min: 0, max: 70, noNaN: true });
const smoothed = (x: fc.Arbitrary<number>) => fc.record({ fast: x, medium: x, slow: x });
const thread: fc.Arbitrary<ThreadMetrics> = fc.record({
  queueLength: smoothed(packets),
  idleShare: smoothed(share),
  batchSize: packets,
  queuingDelayPs: fc.nat(),
  passPs: fc.nat(),
});

/** A sequence of ticks 0.1 s apart; the step of each is the answer of the one before. */
const ticks = fc.array(
  fc.record({
    isApplying: fc.boolean(),
    running: fc.array(thread, { minLength: 1, maxLength: 4 }),
    packageWatts: share,
    tailLatencyPs: fc.integer({ min: 1, max: seconds(0.001) }),
    offeredRps: fc.integer({ min: 0, max: 8e6 }),
  }),
  { minLength: 1, maxLength: 60 },
);

function deepFreeze<T>(x: T): T {
  if (typeof x === "object" && x !== null) Object.values(Object.freeze(x)).forEach(deepFreeze);
  return x;
}

/** Observations and answers of a run over the ticks; every input is frozen. */
function play(policy: ControlledPolicy, seen: readonly Partial<Observation>[]) {
  const constants = deepFreeze(constantsOf(policy));
  let memory = policy.start;
  let step = 0;
  return seen.map((tick, i) => {
    const observation = { running: [], isApplying: false, ...tick, nowPs: seconds(0.1 * i), step };
    const before = memory;
    const decision = policy.decide(deepFreeze(before), deepFreeze(observation), constants);
    expect(policy.decide(before, observation, constants)).toEqual(decision);
    ({ memory, step } = decision);
    return { observation, before, decision, last: constants.ladder.length - 1 };
  });
}

describe.each(CONTROLLED_POLICIES.map((policy) => [policy.id, policy] as const))(
  "%s",
  (_, policy) => {
    it("is pure: equal inputs have equal answers, and none is changed", () => {
      fc.assert(
        fc.property(ticks, (seen) => {
          expect(play(policy, seen)).toEqual(play(policy, seen));
        }),
      );
    });

    it("stays on its ladder", () => {
      fc.assert(
        fc.property(ticks, (seen) => {
          for (const { decision, last } of play(policy, seen)) {
            expect(Number.isInteger(decision.step)).toBe(true);
            expect(decision.step).toBeGreaterThanOrEqual(0);
            expect(decision.step).toBeLessThanOrEqual(last);
          }
        }),
      );
    });

    it("stays as it is, and remembers nothing, while a step is being applied", () => {
      fc.assert(
        fc.property(ticks, (seen) => {
          const applying = play(policy, seen).filter(({ observation }) => observation.isApplying);
          for (const { observation, before, decision } of applying) {
            expect(decision).toEqual({ memory: before, step: observation.step });
          }
        }),
      );
    });

    it("has a title, a sentence, a source, and parameters that say what they are", () => {
      expect([policy.title, policy.doc, policy.source]).not.toContain("");
      const bare = describeParams(policy.params).filter((p) => p.doc === "" || p.source === "");
      expect(bare).toEqual([]);
    });
  },
);

describe("policies with hold-offs", () => {
  const held = CONTROLLED_POLICIES.filter(({ id }) => id !== "clairvoyant");

  it.each(held.map((policy) => [policy.id, policy] as const))(
    "%s moves by one step",
    (_, policy) => {
      fc.assert(
        fc.property(ticks, (seen) => {
          for (const { observation, decision } of play(policy, seen)) {
            expect(Math.abs(decision.step - observation.step)).toBeLessThanOrEqual(1);
          }
        }),
      );
    },
  );
});
