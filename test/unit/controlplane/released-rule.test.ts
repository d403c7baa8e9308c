/**
 * The released controller's rule on recorded observations. Each line is one tick: what was seen, and the
 * step wanted after it by the text of the algorithm (facts: SoCC'15, cp/ixcp.py). Every threshold is tried
 * at its edge and beyond it, every hold-off one tick too early and at its end.
 */
import { describe, expect, it } from "vitest";
import { type LastSteps, mayStepDown, NO_STEPS } from "../../../src/controlplane/holds.ts";
import { ixBackground } from "../../../src/controlplane/policies/ix-background.ts";
import { ixEnergy } from "../../../src/controlplane/policies/ix-energy.ts";
import { minmax } from "../../../src/controlplane/policies/minmax.ts";
import { constantsOf, observation, threadThat } from "./observed.ts";

/** Seconds; queue length fast and slow, idle share fast, of all threads alike; wanted step. */
type Tick = readonly [
  atS: number,
  fastQueue: number,
  slowQueue: number,
  fastIdle: number,
  step: number,
  applying?: "applying",
];

const LONG = 33;
const SHORT = 7;
const IDLE = 0.99;

/** Plays ticks from a step on and compares all wanted steps with the table's. */
function play(policy: typeof ixEnergy, from: number, ticks: readonly Tick[]): void {
  const constants = constantsOf(policy);
  let memory: LastSteps = policy.start;
  let step = from;
  const wanted = ticks.map(([atS, fastQueue, slowQueue, fastIdle, , applying]) => {
    const running = [threadThat({ fastQueue, slowQueue, fastIdle })];
    const isApplying = applying !== undefined;
    const decision = policy.decide(
      memory,
      observation(atS, step, running, { isApplying }),
      constants,
    );
    ({ memory, step } = decision);
    return [atS, step];
  });
  expect(wanted).toEqual(ticks.map((tick) => [tick[0], tick[4]]));
}

describe("stepping up", () => {
  it("needs a queue of more than 32 packets, whatever the idle time", () => {
    play(ixEnergy, 0, [
      [0.0, 0, 0, 0, 0],
      [0.1, 32, 32, 0, 0],
      [0.2, 32.01, 0, 1, 1],
    ]);
  });

  it("needs no waiting at the start, and 0.2 s after a step up", () => {
    play(ixEnergy, 0, [
      [0.0, LONG, LONG, 0, 1],
      [0.1, LONG, LONG, 0, 1],
      [0.19, LONG, LONG, 0, 1],
      [0.2, LONG, LONG, 0, 2],
      [0.3, LONG, LONG, 0, 2],
      [0.4, LONG, LONG, 0, 3],
    ]);
  });

  it("waits 2 s after a step down", () => {
    play(ixEnergy, 5, [
      [10.0, 0, SHORT, IDLE, 4],
      [10.1, LONG, LONG, 0, 4],
      [11.99, LONG, LONG, 0, 4],
      [12.0, LONG, LONG, 0, 5],
    ]);
  });

  it("ends at the last step: Turbo with all threads", () => {
    play(ixEnergy, 20, [
      [0.0, LONG, LONG, 0, 21],
      [0.2, LONG, LONG, 0, 21],
      [9.0, LONG, LONG, 0, 21],
    ]);
    play(ixBackground, 7, [
      [0.0, LONG, LONG, 0, 8],
      [9.0, LONG, LONG, 0, 8],
    ]);
    play(minmax, 0, [
      [0.0, LONG, LONG, 0, 1],
      [9.0, LONG, LONG, 0, 1],
    ]);
  });
});

describe("stepping down", () => {
  it("needs a mean queue of less than 8 packets", () => {
    play(ixEnergy, 3, [
      [0.0, 0, 8, IDLE, 3],
      [0.1, 0, 7.99, IDLE, 2],
    ]);
  });

  it("needs more idle time than the threshold of its own step", () => {
    play(ixEnergy, 1, [
      [0.0, 0, 0, 0.6, 1],
      [0.1, 0, 0, 0.601, 0],
    ]);
    play(ixEnergy, 8, [
      [0.0, 0, 0, 0.276, 8],
      [0.1, 0, 0, 0.278, 7],
    ]);
    play(ixEnergy, 20, [
      [0.0, 0, 0, 0.0499, 20],
      [0.1, 0, 0, 0.0501, 19],
    ]);
    play(ixEnergy, 21, [
      [0.0, 0, 0, 0.12, 21],
      [0.1, 0, 0, 0.121, 20],
    ]);
    play(ixBackground, 7, [
      [0.0, 0, 0, 0.15, 7],
      [0.1, 0, 0, 0.151, 6],
    ]);
    play(minmax, 1, [
      [0.0, 0, 0, 0.15, 1],
      [0.1, 0, 0, 0.151, 0],
    ]);
  });

  it("waits 4 s after a step up", () => {
    play(ixEnergy, 3, [
      [1.0, LONG, 0, IDLE, 4],
      [1.1, 0, 0, IDLE, 4],
      [4.99, 0, 0, IDLE, 4],
      [5.0, 0, 0, IDLE, 3],
    ]);
  });

  it("waits 4 s after a step down", () => {
    play(ixEnergy, 3, [
      [1.0, 0, 0, IDLE, 2],
      [1.1, 0, 0, IDLE, 2],
      [4.99, 0, 0, IDLE, 2],
      [5.0, 0, 0, IDLE, 1],
    ]);
  });

  it("ends at the first step, however idle", () => {
    play(ixEnergy, 1, [
      [0.0, 0, 0, 1, 0],
      [9.0, 0, 0, 1, 0],
    ]);
    expect(mayStepDown(NO_STEPS, observation(0, 0, []), constantsOf(ixEnergy))).toBe(false);
    expect(mayStepDown(NO_STEPS, observation(0, 1, []), constantsOf(ixEnergy))).toBe(true);
  });

  it("is possible with a long queue while the hold-offs forbid a step up", () => {
    const last: LastSteps = { upPs: Number.NEGATIVE_INFINITY, downPs: 0 };
    const constants = constantsOf(ixEnergy);
    const params = { ...constants.params, upAfterDown: 10e12 };
    const seen = observation(4, 3, [threadThat({ fastQueue: LONG, fastIdle: IDLE })]);
    expect(ixEnergy.decide(last, seen, { ...constants, params }).step).toBe(2);
  });
});

describe("one step at a time", () => {
  it("stays while a step is being applied, and neither counts nor remembers what it would have done", () => {
    play(ixEnergy, 0, [
      [0.0, LONG, LONG, 0, 1],
      [0.2, LONG, LONG, 0, 1, "applying"],
      [0.3, LONG, LONG, 0, 1, "applying"],
      // The reason has gone: the released code would carry out the pending step here.
      [0.4, 0, 0, 0, 1],
      [0.5, LONG, LONG, 0, 2],
      [0.6, LONG, LONG, 0, 2],
    ]);
    play(ixEnergy, 3, [
      [0.0, 0, 0, IDLE, 3, "applying"],
      [0.1, 0, 0, IDLE, 2],
    ]);
  });
});

describe("several threads", () => {
  const constants = constantsOf(ixEnergy);
  const decide = (step: number, running: Parameters<typeof threadThat>[0][]) =>
    ixEnergy.decide(NO_STEPS, observation(0, step, running.map(threadThat)), constants).step;

  it("step up by the longest queue", () => {
    expect(decide(3, [{ fastQueue: 33 }, {}, {}, {}])).toBe(4);
    expect(decide(3, [{ fastQueue: 32 }, { fastQueue: 32 }])).toBe(3);
  });

  it("step down by the mean queue", () => {
    const idle = { fastIdle: 1 };
    expect(decide(3, [{ ...idle, slowQueue: 15 }, idle])).toBe(2);
    expect(decide(3, [{ ...idle, slowQueue: 17 }, idle])).toBe(3);
  });

  it("step down by the mean idle share", () => {
    expect(decide(3, [{ fastIdle: 0.61 }, { fastIdle: 0 }])).toBe(2);
    expect(decide(3, [{ fastIdle: 0.59 }, { fastIdle: 0 }])).toBe(3);
  });

  it("stay as they are if none runs", () => {
    expect(decide(3, [])).toBe(3);
  });
});
