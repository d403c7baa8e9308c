/** A comparison as people read it: what is shown, what is left out, and Markdown that stays Markdown. */
import { describe, expect, it } from "vitest";
import type { ShownComparison, ShownDelta } from "../../../src/cli/compare/comparison.ts";
import { comparisonText } from "../../../src/cli/compare/comparison-text.ts";

const side = (asked: string) => ({
  asked,
  name: `name of ${asked}`,
  number: null,
  state: "SUCCEEDED",
  modelVersion: "3",
  definitionHash: "d".repeat(64),
  digest: "e".repeat(64),
  replications: 4,
});
const shown = (value: number | null) => ({
  value,
  ciLow: null,
  ciHigh: null,
  absentBecause: value === null ? ("TOO_FEW_SAMPLES" as const) : null,
});
const delta = (changes: Partial<ShownDelta>): ShownDelta => ({
  candidate: 1,
  measure: "throughput",
  unit: "requests/s",
  params: { system: "ix", load: "100krps" },
  baseline: shown(1e5),
  candidateEstimate: shown(9e4),
  relativeChange: -0.1,
  relativeChangeCiLow: -0.11,
  relativeChangeCiHigh: -0.09,
  test: "PAIRED_T",
  pValueAdjusted: 0.0001,
  verdict: "REGRESSED",
  ...changes,
});
const comparison: ShownComparison = {
  sides: [side("a.yaml"), side("b|c.yaml")],
  paramDiff: [{ path: "/phases/measurePs", values: [1, null] }],
  matchedPoints: 2,
  unmatchedPoints: [{ side: 1, label: "Linux at 50krps" }],
  minEffect: 0.02,
  deltas: [
    delta({}),
    delta({ verdict: "EQUIVALENT", relativeChange: 0, params: { system: "same" } }),
    delta({ verdict: "INCOMPARABLE", baseline: shown(null), relativeChange: null, test: "NONE" }),
  ],
};

describe("the text", () => {
  it("has sides, parameters, unmatched points, changes with test and p, and a count", () => {
    const text = comparisonText(comparison, "table", false);
    for (const part of [
      "/phases/measurePs",
      "matched: 2 points",
      "only b|c.yaml: Linux at 50krps",
      "100.0 K requests/s",
      "-10.0 %",
      "[-11.0 %, -9.0 %]",
      "PAIRED_T",
      "< 0.001",
      "too few samples",
      "1 REGRESSED, 1 EQUIVALENT, 1 INCOMPARABLE (least change that matters: 2 %)",
    ]) {
      expect(text).toContain(part);
    }
  });

  it("leaves out what did not change, but still counts it", () => {
    const text = comparisonText(comparison, "table", true);
    expect(text).not.toContain("same");
    expect(text).toContain("1 EQUIVALENT");
  });

  it("is Markdown on demand, where a bar in a name ends no cell", () => {
    const lines = comparisonText(comparison, "md", false).split("\n");
    const rows = lines.filter((line) => line.startsWith("|"));
    expect(rows.filter((row) => row.includes("b\\|c.yaml"))).toHaveLength(2);
    expect(rows.some((row) => row.includes("**REGRESSED**"))).toBe(true);
    expect(lines.some((line) => line.includes("│"))).toBe(false);
  });
});
