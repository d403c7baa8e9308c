/** Rows, headlines and checks of the patterns, from series whose savings are known. */
import { describe, expect, it } from "vitest";
import type { Drawing } from "../../../src/plot/drawing.ts";
import type { MeasuredPreset, SuiteFigure } from "../../../src/scoreboard/presets.ts";
import { scoreboardOf } from "../../../src/scoreboard/scoreboard.ts";
import { seed } from "../../../src/scoreboard/suites/seed.ts";
import { socc15 } from "../../../src/scoreboard/suites/socc15.ts";
import {
  measured,
  recordOfReports,
  report,
  staticBackground,
  staticEnergy,
} from "./pattern-sample.ts";
import { allPublished } from "./suite-presets.ts";

const figureOf = (id: string): SuiteFigure => {
  const figure = socc15.figures.find((one) => one.id === id);
  if (figure === undefined) throw new Error(`no figure ${id}`);
  return figure;
};

/** Watts, of a maximum of 100 and at best 40; MB/s, of 3,520 alone and at best 1,760. */
interface Kept {
  readonly watts: number;
  readonly mbPerS: number;
  readonly late?: number;
}

/** Two seconds at 1 and 2 M requests/s; each replication draws a watt more than the one before. */
function pattern(id: string, { watts, mbPerS, late = 0 }: Kept): readonly MeasuredPreset[] {
  const figure = figureOf(id);
  const own = measured(`socc15/${id}`, figure, ({ system }, k) => {
    const isEnergy = system.hasBackgroundJob !== true;
    const both = { watts: watts + k - 2, backgroundMbPerS: isEnergy ? 0 : mbPerS };
    return recordOfReports(
      [
        ...Array.from({ length: late }, () => report({ ...both, p99Us: 900 })),
        report(both),
        report({ ...both, achievedRps: 2e6, p99Us: 120 }),
      ],
      [100, 200, 300, 1000],
    );
  });
  return [own, staticEnergy(figure), staticBackground(figure)];
}

const all = [
  ...pattern("slope", { watts: 48, mbPerS: 1408 }),
  ...pattern("step", { watts: 50, mbPerS: 1056 }),
  ...pattern("sine-noise", { watts: 60, mbPerS: 704, late: 2 }),
];
const board = scoreboardOf(socc15, allPublished, all);
const row = (id: string, of = board) => {
  const found = of.rows.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no row ${id}`);
  return found;
};

describe("a row of a pattern", () => {
  it("is the mean over replications of what was saved, with its interval and its draws", () => {
    const saved = row("socc15.slope.energySaved");
    expect(saved.simulated).toBeCloseTo(0.52, 12);
    expect(saved.draws?.map((x) => Math.round(100 * x))).toEqual([54, 53, 52, 51, 50]);
    // Student-t with four degrees of freedom: 2.7764 x 0.015811 / sqrt(5).
    expect((saved.ciHigh ?? 0) - 0.52).toBeCloseTo(0.019632, 5);
    expect(row("socc15.slope.energyBound").simulated).toBeCloseTo(0.6, 12);
    expect(row("socc15.slope.energyShareOfPareto").simulated).toBeCloseTo(52 / 60, 12);
    expect(row("socc15.slope.maxStaticPower").simulated).toBeCloseTo(100, 12);
    expect(row("socc15.slope.paretoPower").simulated).toBeCloseTo(40, 12);
    expect(row("socc15.slope.meanPower").simulated).toBeCloseTo(48, 12);
  });

  it("stands beside the published range, and says by how much it misses it", () => {
    const hit = row("socc15.slope.energySaved");
    expect(hit).toMatchObject({ published: null, relativeError: 0 });
    expect(hit.range).toEqual({ low: 0.42, high: 0.53, missedBy: 0 });
    const miss = row("socc15.sine-noise.energySaved");
    expect(miss.range?.missedBy).toBeCloseTo(-0.02, 12);
    expect(miss.relativeError).toBeCloseTo(0.4 / 0.42 - 1, 12);
    expect(row("socc15.sine-noise.energyBound")).toMatchObject({ relativeError: null });
  });

  it("has the background job as a share of what it does alone, and of the bound", () => {
    expect(row("socc15.slope.backgroundShare").simulated).toBeCloseTo(0.4, 12);
    expect(row("socc15.slope.backgroundBound").simulated).toBeCloseTo(0.5, 12);
    expect(row("socc15.slope.backgroundShareOfPareto").simulated).toBeCloseTo(0.8, 12);
  });

  it("counts seconds above the objective, steps and migrations", () => {
    expect(row("socc15.slope.energy.secondsAboveSlo").simulated).toBe(0);
    expect(row("socc15.sine-noise.energy.secondsAboveSlo").simulated).toBe(0.5);
    expect(row("socc15.sine-noise.energy.worstP99").simulated).toBe(900);
    expect(row("socc15.slope.energy.policySteps").simulated).toBe(4);
    expect(row("socc15.slope.energy.migrations").simulated).toBe(4);
    expect(row("socc15.slope.energy.migrationMedian").simulated).toBeCloseTo(200, -1);
    expect(row("socc15.slope.energy.migrationP95").simulated).toBeCloseTo(1000, -1);
  });
});

describe("the ends of a published range", () => {
  it("stand beside the least and the most of the patterns", () => {
    expect(row("seed.energySaved.min")).toMatchObject({ published: 0.42, role: "prediction" });
    expect(row("seed.energySaved.min").simulated).toBeCloseTo(0.4, 12);
    expect(row("seed.energySaved.max").simulated).toBeCloseTo(0.52, 12);
    expect(row("socc15.backgroundShareOfPareto.min").simulated).toBeCloseTo(0.4, 12);
    expect(row("socc15.backgroundShareOfPareto.max").simulated).toBeCloseTo(0.8, 12);
  });

  it("are met inside the range, and have no slack", () => {
    const met = Object.fromEntries(board.headlines.map((one) => [one.id, one.met]));
    expect(met).toMatchObject({
      "seed.energySaved.min": false,
      "seed.energySaved.max": true,
      "seed.backgroundShare.min": false,
      "seed.backgroundShare.max": true,
    });
    const [low] = board.headlines;
    expect(low).toMatchObject({ id: "seed.energySaved.min", tolerance: 0 });
    expect(low?.error).toBeCloseTo(-0.02, 12);
  });

  it("have no value while a pattern is missing", () => {
    const one = scoreboardOf(socc15, allPublished, all.slice(0, 3));
    expect(row("seed.energySaved.min", one)).toMatchObject({ simulated: null, absent: "NO_POINT" });
    expect(row("socc15.slope.energySaved", one).simulated).toBeCloseTo(0.52, 12);
  });
});

describe("checks", () => {
  it("say whether the order is the papers', and whether the objective is seldom missed", () => {
    const met = Object.fromEntries((board.checks ?? []).map((one) => [one.id, one.met]));
    expect(met["order.energySaved"]).toBe(true);
    expect(met["slope.energy.secondsAboveSlo"]).toBe(true);
    expect(met["sine-noise.energy.secondsAboveSlo"]).toBe(false);
    const swapped = [
      ...pattern("slope", { watts: 50, mbPerS: 1 }),
      ...pattern("step", { watts: 48, mbPerS: 1 }),
      ...all.slice(6),
    ];
    const { checks } = scoreboardOf(socc15, allPublished, swapped);
    expect(checks?.find(({ id }) => id === "order.energySaved")?.met).toBe(false);
  });
});

describe("the power readings of the draft", () => {
  const frontier = figureOf("frontier");
  const own = scoreboardOf(socc15, allPublished, [staticEnergy(frontier)]);

  it("are rows of the frontier, by the law that runs are simulated with", () => {
    const power = own.rows.filter(({ metric }) => metric === "packagePower");
    expect(power).toHaveLength(11);
    expect(row("draft15.frontier.ix.1826k", own).simulated).toBeCloseTo(30.2, 1);
    expect(own.overall.median).toBeLessThan(0.02);
    expect(own.overall.worst).toBeGreaterThan(0.05);
    expect(row("socc15.background.standalone", own)).toMatchObject({ simulated: 3520 });
  });

  it("rest on the platform and on no dataplane", () => {
    const of = (family: string) => own.calibration.find((count) => count.family === family)?.rows;
    expect(of("platform")).toBe(12);
    expect(of("dataplane")).toBe(0);
  });

  it("are not there without the frontier", () => {
    expect(board.rows.some(({ id }) => id.startsWith("draft15"))).toBe(false);
  });
});

describe("what is drawn", () => {
  const drawn = (id: string): readonly Drawing[] =>
    socc15.draw(figureOf(id), [...all, staticEnergy(figureOf("frontier"))], allPublished);

  it("is a stack for each policy, with what it is compared with in each second", () => {
    const drawings = drawn("slope");
    expect(drawings.map(({ id }) => id)).toEqual(["slope-energy", "slope-background"]);
    const [energy, background] = drawings.flatMap((one) =>
      "kind" in one && one.kind === "pattern-stack" ? [one.stack] : [],
    );
    expect(energy).toMatchObject({ maxStaticWatts: [100, 100], paretoWatts: [40, 40] });
    expect(energy?.standaloneMbPerS).toBeUndefined();
    expect(background).toMatchObject({ paretoMbPerS: [1760, 1760], standaloneMbPerS: 3520 });
  });

  it("is the frontier of all configurations, that of the clock alone, and the published one", () => {
    const [drawing] = drawn("frontier");
    if (drawing === undefined || !("kind" in drawing) || drawing.kind !== "power-load") {
      throw new Error("no power against load");
    }
    const { curves, frontier, clockFrontier, published } = drawing.curves;
    expect(curves).toHaveLength(224);
    expect(frontier.at(-1)).toEqual({ rps: 7e6, watts: 40 });
    expect(clockFrontier?.every(({ watts }) => watts === 40)).toBe(true);
    expect(published).toHaveLength(7);
  });
});

describe("the suite of the seed", () => {
  it("has its own rows of the patterns, and no other suite's", () => {
    const { rows } = scoreboardOf(seed, allPublished, all);
    expect(rows.filter(({ published }) => published !== null).map(({ id }) => id)).toEqual([
      "seed.energySaved.min",
      "seed.energySaved.max",
      "seed.backgroundShare.min",
      "seed.backgroundShare.max",
    ]);
    expect(rows.every(({ id }) => id.startsWith("seed."))).toBe(true);
  });
});
