/** Bars in a line of text, and the table of them. */
import { describe, expect, it } from "vitest";
import { sparkline } from "../../../src/cli/sparkline.ts";
import { sparklineTable } from "../../../src/cli/sparkline-table.ts";

describe("a sparkline", () => {
  it("goes from the least to the largest value, and shows what is not known", () => {
    expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7])).toBe("▁▂▃▄▅▆▇█");
    expect(sparkline([10, null, 20])).toBe("▁·█");
    expect(sparkline([5, 5])).toBe("▁▁");
    expect(sparkline([null])).toBe("·");
    expect(sparkline([])).toBe("");
  });
});

describe("the table", () => {
  it("has a row per curve with its range, and no more bars than fit", () => {
    const points = Array.from({ length: 100 }, (_, i) => ({
      curve: i < 90 ? "IX" : "Linux",
      throughput: (i + 1) * 1e4,
      p99Us: i === 95 ? null : i,
    }));
    const lines = sparklineTable(points).split("\n");
    const ix = lines.find((line) => line.includes("IX")) ?? "";
    expect(ix).toContain("10.0 krps to 900 krps");
    expect(ix.match(/[▁▂▃▄▅▆▇█]+/)?.[0]).toHaveLength(32);
    expect(lines.find((line) => line.includes("Linux"))).toContain("·");
  });
});
