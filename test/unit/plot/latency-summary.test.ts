/** The sentence over the plot: what it claims must follow from the data. */
import { describe, expect, it } from "vitest";
import { latencyThroughputSummary } from "../../../src/plot/latency-summary.ts";
import { percentileName } from "../../../src/plot/latency-throughput-data.ts";
import { point, sample, withFirst } from "./plot-sample.ts";

describe("the summary", () => {
  it("names the best first, with the ratio to it", () => {
    expect(latencyThroughputSummary(sample)).toBe(
      "IX holds p99 ≤ 500 µs to 1.80 Mrps, Linux to 0.50 (3.6×).",
    );
    const turned = { ...sample, systems: sample.systems.toReversed() };
    expect(latencyThroughputSummary(turned)).toBe(latencyThroughputSummary(sample));
  });

  it("says 'at least' if the sweep ended before the objective was missed", () => {
    const open = withFirst({ points: [point(1e6, 50), point(1.8e6, 90)] });
    expect(latencyThroughputSummary(open)).toBe(
      "IX holds p99 ≤ 500 µs to at least 1.80 Mrps, Linux to 0.50 (3.6× or more).",
    );
  });

  it("names who never holds the objective", () => {
    const never = withFirst({ points: [point(1e6, 900)], maxUnderSloRps: null });
    expect(latencyThroughputSummary(never)).toBe(
      "Linux holds p99 ≤ 500 µs to 500 krps, IX at no load measured.",
    );
    const nobody = {
      ...never,
      systems: never.systems.map((system) => ({ ...system, maxUnderSloRps: null })),
    };
    expect(latencyThroughputSummary(nobody)).toBe(
      "IX and Linux hold p99 ≤ 500 µs at no load measured.",
    );
  });

  it("says nothing of a system whose lowest load has not been measured", () => {
    const pending = { ...point(1e5, 50), achievedRps: null, p99Us: null };
    const partial = withFirst({ points: [pending, point(1e6, 50)], maxUnderSloRps: null });
    expect(latencyThroughputSummary(partial)).toBe("Linux holds p99 ≤ 500 µs to 500 krps.");
    expect(latencyThroughputSummary({ ...partial, systems: partial.systems.slice(0, 1) })).toBe(
      "It is not known yet up to which load p99 ≤ 500 µs holds.",
    );
  });

  it("speaks of the peak without an objective, and of nothing before the first result", () => {
    expect(latencyThroughputSummary({ ...sample, slo: null })).toBe(
      "IX reaches 1.92 Mrps, Linux 0.64 (3.0×).",
    );
    const pending = withFirst({ points: [{ ...point(1e6, 1), achievedRps: null }] });
    expect(latencyThroughputSummary({ ...pending, systems: pending.systems.slice(0, 1) })).toBe(
      "No point has been measured yet.",
    );
  });
});

describe("names of percentiles", () => {
  it.each([
    ["latency.p99", "p99"],
    ["latency.p99.9", "p99.9"],
    ["p50Us", "p50"],
    ["latency.mean", "mean"],
  ])("%s is %s", (id, name) => {
    expect(percentileName(id)).toBe(name);
  });
});
