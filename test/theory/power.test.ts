/**
 * How surely a small change is found. A model and the same with one cost 3 % higher simulate the same 60 replications;
 * 200 comparisons draw 5 of them for each side: the same ones, as common seeds do, or others. A change is found when
 * any measure is called REGRESSED after Holm's correction. The standard error of a share of 200 is at most 3.5 %.
 */
import { describe, expect, it } from "vitest";
import { IX_FIGURES } from "../../src/dataplane/ix-figures.ts";
import { RandomStream } from "../../src/engine/random.ts";
import { comparePoints, type Replicate } from "../../src/experiment/compare.ts";
import type { RunPlan } from "../../src/experiment/plan.ts";
import { ms } from "../../src/units.ts";
import { withFigure } from "../support/changed-figure.ts";
import { planOf } from "../support/sim-plan.ts";
import { replicateOf } from "./trials.ts";

const REPLICATIONS = 60;
const DRAWN = 5;
const COMPARISONS = 200;
const CHANGE = 1.03;

const replicatesOf = (point: RunPlan): readonly Replicate[] =>
  Array.from({ length: REPLICATIONS }, (_, replication) => replicateOf({ ...point, replication }));

interface Asked {
  readonly before: readonly Replicate[];
  readonly after: readonly Replicate[];
  readonly seeds: "common" | "independent";
  readonly measures: readonly string[];
  readonly minEffect: number;
}

/** Verdicts of all comparisons, one list each. */
function verdicts({ before, after, seeds, ...options }: Asked) {
  const random = new RandomStream("1", 0, "power");
  return Array.from({ length: COMPARISONS }, () => {
    const left = [...before.keys()];
    const draw = () =>
      Array.from({ length: DRAWN }, () => left.splice(random.below(left.length), 1)[0]!);
    const first = draw();
    const second = seeds === "common" ? first : draw();
    const baseline = { params: {}, replicates: first.map((k) => before[k]!) };
    const candidate = { params: {}, replicates: second.map((k) => after[k]!) };
    return comparePoints([[baseline, candidate]], options).map(({ verdict }) => verdict);
  });
}

/** Share of the comparisons that call any measure worse. */
const power = (asked: Asked): number =>
  verdicts(asked).filter((all) => all.includes("REGRESSED")).length / COMPARISONS;

describe("3 % more cycles for TCP input in IX, a few tenths of a percent of a request", () => {
  const point = planOf({
    workload: "memcached-usr",
    hardwareThreads: 2,
    offeredRps: 150_000,
    warmupMs: 1,
    measureMs: 10,
    workloadParams: { connections: 100, latencyRate: 60_000 },
  });
  const asked = {
    before: replicatesOf(point),
    after: withFigure(IX_FIGURES.tcpInputCycles, CHANGE, () => replicatesOf(point)),
    measures: ["kernelShare", "cyclesPerMessage", "latency.mean"],
  };

  it("are found in 95 of 100 comparisons under common seeds", () => {
    expect(power({ ...asked, seeds: "common", minEffect: 0.001 })).toBeGreaterThanOrEqual(0.95);
  });

  it("are lost in the noise under independent seeds", () => {
    expect(power({ ...asked, seeds: "independent", minEffect: 0.001 })).toBeLessThan(0.25);
  });

  it("do not matter to who asks for 2 %, and that is shown", () => {
    const all = verdicts({ ...asked, seeds: "common", minEffect: 0.02 });
    const equivalent = all.filter((each) => each.every((verdict) => verdict === "EQUIVALENT"));
    expect(equivalent.length).toBeGreaterThanOrEqual(0.95 * COMPARISONS);
  });
});

describe("3 % longer service on M/M/1 at 0.5, 6 % more latency", () => {
  const withMean = (mean: number): RunPlan => ({
    ...planOf({ dataplane: "ideal-central", hardwareThreads: 1 }),
    workload: { kind: "synthetic-exponential", params: { mean, connections: 1 } },
    offeredRps: 5000,
    warmupPs: ms(100),
    measurePs: ms(500),
  });
  const asked = {
    before: replicatesOf(withMean(1e8)),
    after: replicatesOf(withMean(CHANGE * 1e8)),
    measures: ["latency.mean", "latency.p50", "latency.p99"],
    minEffect: 0.02,
  };

  it("is found in 95 of 100 comparisons under common seeds", () => {
    expect(power({ ...asked, seeds: "common" })).toBeGreaterThanOrEqual(0.95);
  });

  it("is found in less than half of them under independent seeds", () => {
    const share = power({ ...asked, seeds: "independent" });
    expect(share).toBeGreaterThan(0.1);
    expect(share).toBeLessThan(0.5);
  });
});
