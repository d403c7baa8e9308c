/** What a run under a control plane says of itself adds up: frames, time, the job's work, and the tail that a policy saw. */
import { sum } from "simple-statistics";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { ControlledPolicy, Observation } from "../../src/controlplane/contract.ts";
import { sloFeedback } from "../../src/controlplane/policies/slo-feedback.ts";
import { POLICIES } from "../../src/controlplane/registry.ts";
import { TailWindow } from "../../src/controlplane/tail-window.ts";
import { estimateMetric } from "../../src/experiment/estimate.ts";
import { reportsOf } from "../../src/experiment/pattern/reports.ts";
import { Moving } from "../../src/experiment/pattern/simulate-moving.ts";
import type { RunPlan } from "../../src/experiment/plan.ts";
import { defaultsOf } from "../../src/params.ts";
import { STATE_SHARES } from "../../src/stats/metrics/control-plane.ts";
import { PS_PER_S, seconds } from "../../src/units.ts";
import { planOf } from "../support/sim-plan.ts";

/** SoCC'15's machine and clients, with a second of warm-up. */
function planUnder(
  policy: string,
  measureS: number,
  krps: number,
  hasBackgroundJob = false,
): RunPlan {
  const plan = planOf({
    workload: "memcached-usr-patched",
    workloadParams: { connections: 2720, latencyConnections: 32 },
    cores: 8,
    warmupMs: 1000,
    measureMs: 1000 * measureS,
    offeredRps: krps * 1000,
  });
  const params = defaultsOf(POLICIES.find(({ id }) => id === policy)?.params ?? {});
  const system = { ...plan.system, policy: { kind: policy, params } };
  return { ...plan, system: { ...system, ...(hasBackgroundJob && { hasBackgroundJob }) } };
}

function runOf(plan: RunPlan, policy?: ControlledPolicy) {
  const moving = new Moving(plan, policy);
  const record = moving.simulate();
  const { run, loop } = moving.parts;
  return {
    run,
    loop,
    record,
    reports: record.series === undefined ? [] : reportsOf(record.series),
  };
}

/** Sum of the counters whose names match. */
const total = (counters: Readonly<Record<string, number>>, name: RegExp) =>
  sum([0, ...Object.keys(counters).map((key) => (name.test(key) ? (counters[key] ?? 0) : 0))]);

describe("frames of a run", () => {
  it("are answered, dropped or outstanding, and dropped ones are sent again", () => {
    // One core at the lowest clock meets twenty times what it carries, until the policy has added cores.
    const { run, record } = runOf(planUnder("ix-energy", 1, 6000));
    const sent = run.loadSent + run.latencySent;
    const answered = run.loadAnswered + run.latencyAnswered;
    expect(run.drops).toBeGreaterThan(100);
    expect(run.overflows).toBeGreaterThan(0);
    expect(run.overflows).toBeLessThanOrEqual(run.drops);
    expect(run.retransmissions).toBeGreaterThan(0);
    expect(run.retransmissions).toBeLessThanOrEqual(run.drops);
    expect(sent + run.retransmissions).toBe(answered + run.drops + run.outstanding);
    for (const name of ["drops", "overflows", "retransmissions"] as const) {
      expect(record.counters[name]).toBeLessThanOrEqual(run[name]);
      expect(estimateMetric([record], name).value).toBe(record.counters[name]);
    }
  });
});

describe("time of a run", () => {
  // The policy starts on one core and is still adding cores.
  const { record, reports } = runOf(planUnder("ix-background", 2, 3000, true));
  const { counters } = record;
  const allPs = 16 * seconds(2);

  it("adds up to all of it: over states, clocks and steps", () => {
    expect(
      Math.abs(total(counters, /^(busy|polling|migrating|background|parked)Ps$/) / allPs - 1),
    ).toBeLessThan(0.005);
    const shares = STATE_SHARES.map(({ id }) => estimateMetric([record], id).value ?? 0);
    expect(sum(shares)).toBeCloseTo(1, 12);
    expect(16 * total(counters, /^step\d+Ps$/)).toBe(total(counters, /^[a-z]+Ps@/));
    expect(counters["measuredPs"]).toBe(total(counters, /^step\d+Ps$/));
    for (const state of ["busy", "polling", "migrating", "background", "parked"]) {
      expect(total(counters, new RegExp(`^${state}Ps@`))).toBe(counters[`${state}Ps`]);
    }
  });

  it("is that of the steps: what they leave is the job's, one thread of each free core", () => {
    expect(counters["busyPs"]).toBeGreaterThan(0);
    expect(counters["migratingPs"]).toBeGreaterThan(0);
    // Step i has i + 1 cores; applying it takes milliseconds.
    const steps = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => (7 - i) * (counters[`step${i}Ps`] ?? 0));
    expect((counters["backgroundPs"] ?? 0) / allPs).toBeCloseTo(sum(steps) / allPs, 2);
    expect((counters["parkedPs"] ?? 0) / allPs).toBeCloseTo(sum(steps) / allPs, 2);
    const work = ((counters["backgroundPs"] ?? 0) / PS_PER_S) * 440;
    expect((counters["backgroundBytes"] ?? 0) / 1e6).toBeCloseTo(work, 6);
    expect(sum(reports.map((one) => one.backgroundMbPerS))).toBeCloseTo(work, -1);
  });
});

describe("the background job's pressure on the L3", () => {
  it("costs the dataplane time, and only where there is a job", () => {
    const beside = (hasJob: boolean) =>
      runOf(planUnder("ix-background", 2, 300, hasJob)).record.counters;
    const [withJob, without] = [beside(true), beside(false)];
    expect(withJob["busyPs"]).toBeGreaterThan(1.03 * (without["busyPs"] ?? 0));
    expect(withJob["misses"]).toBeGreaterThan(2 * (without["misses"] ?? 0));
    expect(without["backgroundPs"]).toBe(0);
  });
});

describe("a policy that needs the tail latency", () => {
  afterEach(() => vi.restoreAllMocks());

  it("is told that of the latency client's last window, exactly", () => {
    const told = vi.spyOn(TailWindow.prototype, "add");
    const seen: Observation[] = [];
    const { reports } = runOf(planUnder("slo-feedback", 3, 400), {
      ...sloFeedback,
      decide: (memory, observation, constants) => {
        seen.push(observation);
        return sloFeedback.decide(memory as never, observation, constants as never);
      },
    });
    const measured = told.mock.calls.map(([atPs, latencyPs]) => ({ atPs, latencyPs }));
    const windowPs = defaultsOf(sloFeedback.params).window;
    expect(seen.length).toBeGreaterThan(30);
    for (const { nowPs, tailLatencyPs } of seen.slice(3)) {
      const inside = measured
        .filter(({ atPs }) => atPs > nowPs - windowPs && atPs <= nowPs)
        .map(({ latencyPs }) => latencyPs)
        .toSorted((a, b) => a - b);
      expect(tailLatencyPs).toBe(inside[Math.ceil(0.99 * inside.length) - 1]);
    }
    // They are what the report of a second is made of: 2,000 a second.
    const last = measured.filter(({ atPs }) => atPs > 3 * PS_PER_S && atPs <= 4 * PS_PER_S);
    expect(Math.abs(last.length - 2000)).toBeLessThan(200);
    const sorted = last.map(({ latencyPs }) => latencyPs / 1e6).toSorted((a, b) => a - b);
    const p99Us = sorted[Math.ceil(0.99 * sorted.length) - 1] ?? 0;
    expect(Math.abs((reports[2]?.p99Us ?? 0) / p99Us - 1)).toBeLessThan(0.03);
  });

  it("steps up under a load that breaks the objective, and carries it", () => {
    const { loop, reports } = runOf(planUnder("slo-feedback", 4, 600));
    expect(loop.applied.length).toBeGreaterThan(0);
    expect(reports.at(-1)?.p99Us ?? Number.POSITIVE_INFINITY).toBeLessThan(500);
  });
});
