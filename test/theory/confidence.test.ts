/**
 * What "95 %" is worth. 400 experiments of one point, each with a root seed of its own and few replications: the
 * interval must hold the truth in 92 to 98 % of them (the standard error of 400 trials is 1.1 %), and be narrow enough
 * to say something. Taken by twos, which are equal systems with other seeds, at most 5 % of 200 comparisons may call
 * any of several measures different.
 *
 * Truth on M/M/1: closed formulas (the sojourn time is exponential with mean 1 / (1 - rho)). Truth on IX: all runs
 * of all trials together, whose error is a twentieth of that of one trial. docs/STATISTICS.md has the values found.
 */
import { describe, expect, it } from "vitest";
import { ms } from "../../src/units.ts";
import { planOf } from "../support/sim-plan.ts";
import { Trials } from "./trials.ts";

const TRIALS = 400;

function expectToCover(trials: Trials, measure: string, truth: number, narrow: number): void {
  const coverage = trials.coverage(measure, truth);
  expect(coverage, `coverage of ${measure}`).toBeGreaterThanOrEqual(0.92);
  expect(coverage, `coverage of ${measure}`).toBeLessThanOrEqual(0.98);
  expect(trials.halfWidth(measure, truth), `half width of ${measure}`).toBeLessThan(narrow);
}

/** Of the calls that 5 % allow, there should be some: a test that never calls anything finds nothing. */
function expectFewAlarms({ alarms, comparisons }: Trials): void {
  expect(comparisons.length).toBe(TRIALS / 2);
  expect(comparisons.flat().every(({ test }) => test === "WELCH_T")).toBe(true);
  expect(alarms).toBeLessThanOrEqual(0.05 * comparisons.length);
  expect(alarms).toBeGreaterThan(0);
}

describe("400 experiments on M/M/1 at 0.5", () => {
  const SERVICE_US = 100;
  const RHO = 0.5;
  const trials = new Trials({
    point: {
      ...planOf({ dataplane: "ideal-central", hardwareThreads: 1 }),
      workload: { kind: "synthetic-exponential", params: { mean: 1e8, connections: 1 } },
      offeredRps: (RHO * 1e6) / SERVICE_US,
      warmupPs: ms(100),
      measurePs: ms(500),
    },
    trials: TRIALS,
    replications: 4,
    measures: ["latency.mean", "latency.p50", "latency.p99", "throughput", "idleShare"],
    compared: ["latency.mean", "latency.p50", "latency.p99", "throughput"],
  });
  const meanUs = SERVICE_US / (1 - RHO);

  it.each([
    ["latency.mean", meanUs, 0.1],
    ["latency.p50", meanUs * Math.LN2, 0.1],
    ["latency.p99", meanUs * Math.log(100), 0.2],
    ["throughput", 5000, 0.05],
    ["idleShare", 1 - RHO, 0.05],
  ])("hold the theory's %s as often as they say", (measure, truth, narrow) => {
    expectToCover(trials, measure, truth, narrow);
  });

  it("do not call each other different", () => {
    expectFewAlarms(trials);
  });
});

describe("400 experiments on IX with memcached", () => {
  const trials = new Trials({
    point: planOf({
      hardwareThreads: 2,
      offeredRps: 150_000,
      warmupMs: 1,
      measureMs: 6,
      workloadParams: { connections: 100, latencyRate: 100_000 },
    }),
    trials: TRIALS,
    replications: 4,
    measures: ["latency.mean", "latency.p99", "throughput", "kernelShare"],
    compared: ["latency.mean", "throughput", "kernelShare", "cyclesPerMessage"],
  });

  it.each([
    ["latency.mean", 0.05],
    ["latency.p99", 0.2],
    ["throughput", 0.1],
    ["kernelShare", 0.02],
  ])("hold the %s as often as they say", (measure, narrow) => {
    expectToCover(trials, measure, trials.pooled(measure), narrow);
  });

  it("do not call each other different", () => {
    expectFewAlarms(trials);
  });
});
