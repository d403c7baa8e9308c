/** What the figures of the paper are drawn from: a curve per system, published values where they belong. */
import { describe, expect, it } from "vitest";
import { drawFigure } from "../../../src/scoreboard/figure-drawing.ts";
import { osdi14 } from "../../../src/scoreboard/suites/osdi14.ts";
import { measuredPreset, recordOf } from "./measured-sample.ts";
import { published } from "./suite-presets.ts";

const figure = (id: string) => {
  const found = osdi14.figures.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no figure ${id}`);
  return found;
};

describe("Fig. 4", () => {
  const echo = measuredPreset("fig4-connections", () => recordOf(5e6, 30));
  const data = drawFigure(figure("4"), [echo], published, osdi14.source);

  it("has a curve per system, over connections", () => {
    const [panel] = data.panels;
    expect(data.panels).toHaveLength(1);
    expect(panel?.series.map(({ id }) => id)).toEqual(["IX-40", "IX-10"]);
    const { points } = echo.expansion;
    for (const series of panel?.series ?? []) {
      expect(series.simulated).toHaveLength(points.length / 2);
      expect(series.simulated.at(-1)).toMatchObject({ x: 250_992, y: 5e6 });
    }
  });

  it("has the published throughput of each system as markers, and no other metric", () => {
    const [ix40] = data.panels[0]?.series ?? [];
    expect(ix40?.published).toEqual([
      { x: 18, y: 490_000 },
      { x: 432, y: 7_839_000 },
      { x: 1296, y: 12_701_000 },
      { x: 9936, y: 10_037_000 },
      { x: 250_992, y: 5_975_000 },
    ]);
  });
});

describe("Fig. 5", () => {
  const usr = measuredPreset("fig5-memcached-usr", (p) => recordOf(p.offeredRps ?? 0, 40));
  const data = drawFigure(figure("5"), [usr], published, osdi14.source);

  it("has p99 and mean of each system against what was achieved", () => {
    const series = data.panels[0]?.series ?? [];
    expect(series.map(({ name }) => name)).toEqual([
      "IX p99",
      "IX mean",
      "Linux p99",
      "Linux mean",
    ]);
    expect(series[0]?.simulated[0]).toMatchObject({ x: 10_000 });
    expect(series.map(({ isSecondary }) => isSecondary)).toEqual([false, true, false, true]);
  });

  it("marks the published most load under the objective on the objective's line", () => {
    const [p99, mean] = data.panels[0]?.series ?? [];
    expect(p99?.published).toContainEqual({ x: 1_800_000, y: 500 });
    expect(mean?.published).toContainEqual({ x: 1_600_000, y: 38.1 });
    expect(data.panels[0]?.limit).toMatchObject({ value: 500 });
  });
});

describe("Fig. 6", () => {
  const bounds = measuredPreset("fig6-batch-bound", (p) => recordOf(p.offeredRps ?? 0, 40));
  const data = drawFigure(figure("6"), [bounds], published, osdi14.source);

  it("has a curve per bound, and published values at the bound that they were measured with", () => {
    const series = data.panels[0]?.series ?? [];
    expect(series.map(({ id }) => id)).toEqual(["B = 1", "B = 2", "B = 8", "B = 16", "B = 64"]);
    expect(series.map((one) => one.published.length > 0)).toEqual([
      false,
      false,
      false,
      false,
      true,
    ]);
  });
});
