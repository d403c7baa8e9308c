/** The plot of a Pareto front: steps that never promise what no point gives, and everything is named. */
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { nodeDocument } from "../../../src/plot/node-document.ts";
import { paretoFrontSvg } from "../../../src/plot/pareto-front.ts";
import type { ParetoFrontData, Standing } from "../../../src/plot/pareto-front-data.ts";
import type { ThemeName } from "../../../src/plot/theme.ts";

const point = (systemId: string, x: number | null, y: number | null, standing: Standing) => ({
  systemId,
  label: `${systemId} <${x}>`,
  x,
  y,
  standing,
});
const data: ParetoFrontData = {
  title: "power & <throughput>",
  x: { title: "Package power", unit: "W", better: "LOWER" },
  y: { title: "Throughput", unit: "requests/s", better: "HIGHER" },
  systems: [
    { id: "ix", name: "IX", dataplane: "ix" },
    { id: "linux", name: "Linux", dataplane: "linux" },
  ],
  points: [
    point("ix", 30, 2e6, "FRONT"),
    point("ix", 20, 1e6, "FRONT"),
    point("linux", 25, 0.5e6, "DOMINATED"),
    point("linux", 15, 3e6, "MISSES_SLO"),
    point("linux", null, 1e6, "ABSENT"),
  ],
  objective: "p99 <= 500us",
  provenance: { replications: 3, modelVersion: "3", definitionHash: "9f1c2ab77d0e11aa55" },
};
const draw = (theme: ThemeName = "light", more: Partial<ParetoFrontData> = {}) =>
  paretoFrontSvg({ ...data, ...more }, { document: nodeDocument(), theme });
const parsed = (svg: string) => parseHTML(`<html><body>${svg}</body></html>`).document;
const labelsOf = (svg: string) =>
  [...parsed(svg).querySelectorAll("[aria-label]")].map((e) => e.getAttribute("aria-label") ?? "");
const stepsOf = (svg: string) =>
  parsed(svg).querySelector('[aria-description="Pareto front"] path')?.getAttribute("d") ?? "";
/** Corners of a path of straight lines, H and V included. */
function corners(path: string): readonly (readonly [number, number])[] {
  const found: [number, number][] = [];
  for (const [, command, text = ""] of path.matchAll(/([MLHV])([^MLHV]*)/g)) {
    const numbers = text.trim().split(/[ ,]+/).map(Number);
    const [x, y] = found.at(-1) ?? [0, 0];
    if (command === "H") found.push([numbers[0] ?? 0, y]);
    else if (command === "V") found.push([x, numbers[0] ?? 0]);
    else
      for (let i = 0; i < numbers.length; i += 2)
        found.push([numbers[i] ?? 0, numbers[i + 1] ?? 0]);
  }
  return found;
}

describe("the plot", () => {
  it("says in words what it shows, and names every point that has a place", () => {
    const svg = draw();
    expect(parsed(svg).querySelector("desc")?.textContent).toContain(
      "2 of 5 points are on the front within p99 <= 500us: from ix <20> (20.0 W, 1.00 M requests/s)",
    );
    const labels = labelsOf(svg).filter((label) => label.includes("(") && label.includes("<"));
    expect(labels.filter((label) => label.endsWith("on the front"))).toHaveLength(2);
    expect(labels.filter((label) => label.endsWith("dominated"))).toHaveLength(1);
    expect(labels.filter((label) => label.endsWith("not within p99 <= 500us"))).toHaveLength(1);
    for (const text of ["less is better", "more is better", "Pareto front"])
      expect(svg).toContain(text);
  });

  it("has steps that go on flat and then rise: between two points one has the worse of them", () => {
    const after = corners(stepsOf(draw()));
    expect(after).toHaveLength(3);
    const [start, turn, end] = after;
    expect(turn).toEqual([end?.[0], start?.[1]]);
  });

  it("has steps that rise first if more is better to the right", () => {
    const x = { ...data.x, better: "HIGHER" } as const;
    const points = [point("ix", 20, 2e6, "FRONT"), point("ix", 30, 1e6, "FRONT")];
    const [start, turn, end] = corners(stepsOf(draw("light", { x, points })));
    expect(turn).toEqual([start?.[0], end?.[1]]);
  });

  it("takes the colours of its theme, and a log axis where values span far", () => {
    expect(draw("dark")).toContain("#151a22");
    const wide = [point("ix", 1, 1e3, "FRONT"), point("ix", 1000, 1e6, "FRONT")];
    const ticks = [...parsed(draw("light", { points: wide })).querySelectorAll("text")];
    expect(ticks.map((e) => e.textContent)).toEqual(expect.arrayContaining(["0.001", "0.01", "1"]));
  });

  it("is drawn without any point, and says so", () => {
    const svg = draw("light", { points: [], objective: null });
    expect(parsed(svg).querySelector("desc")?.textContent).toContain("No point has both measures");
  });
});
