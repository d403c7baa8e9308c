/**
 * Package power against the readings it was fitted to. The clocks of the rows were not published; those
 * below are the ones that fit, and docs/models/xeon-e5-2665.md says what speaks for and against them.
 */
import { readFileSync } from "node:fs";
import { median } from "simple-statistics";
import { describe, expect, it } from "vitest";
import { xeonE52665 } from "../../../src/hw/platforms/xeon-e5-2665.ts";
import { activity, pollingCoreWatts } from "../../../src/hw/power.ts";
import type { PublishedRow } from "../../../src/scoreboard/published.ts";

/** Where a reading was taken: a clock, cores in use with one or two threads, and how busy they were. */
interface Place {
  readonly ghz: number;
  readonly cores: number;
  readonly threads: 1 | 2;
  readonly busy: number;
  readonly halts: boolean;
}

const ix = (ghz: number, cores: number, threads: 1 | 2, busy: number): Place => ({
  ghz,
  cores,
  threads,
  busy,
  halts: false,
});
const linux = (ghz: number, cores: number, threads: 1 | 2, busy: number): Place => ({
  ...ix(ghz, cores, threads, busy),
  halts: true,
});

function watts({ ghz, cores, threads, busy, halts }: Place): number {
  const core = pollingCoreWatts(xeonE52665, ghz * 1e9, threads);
  return xeonE52665.figures.powerFloor.value + cores * core * activity(xeonE52665, busy, halts);
}

const rows = (
  JSON.parse(readFileSync("experiments/published.json", "utf8")) as {
    readonly rows: readonly PublishedRow[];
  }
).rows;

/** Points of the frontier, by row. Linux' busy shares are those of the simulation at the objective. */
const FRONTIER: readonly (readonly [string, Place])[] = [
  ["draft15.frontier.ix.34k", ix(1.2, 1, 1, 0.2)],
  ["draft15.frontier.ix.826k", ix(1.2, 5, 1, 1)],
  ["draft15.frontier.ix.1308k", ix(1.2, 8, 1, 1)],
  ["draft15.frontier.ix.1826k", ix(1.2, 8, 2, 1)],
  ["draft15.frontier.ix.2117k", ix(1.5, 8, 2, 0.96)],
  ["draft15.frontier.ix.2640k", ix(1.8, 8, 2, 1)],
  ["draft15.frontier.ix.3320k", ix(2.4, 8, 2, 1)],
  ["draft15.frontier.linux.136k", linux(2.0, 1, 1, 0.86)],
  ["draft15.frontier.linux.812k", linux(2.0, 8, 1, 0.86)],
  ["draft15.frontier.linux.1403k", linux(2.0, 8, 2, 0.86)],
  ["draft15.frontier.linux.1667k", linux(2.8, 8, 2, 0.92)],
];

/** Ends of static curves in W: at 34 K requests/s, and at the most load. */
const STATIC: readonly (readonly [number, Place])[] = [
  [19.8, ix(1.2, 1, 1, 0.2)],
  [20.0, ix(1.2, 1, 1, 1)],
  [21.7, ix(1.2, 4, 1, 0.05)],
  [22.5, ix(1.2, 4, 1, 1)],
  [25.4, ix(1.2, 8, 1, 0.03)],
  [26.4, ix(1.2, 8, 1, 1)],
  [28.9, ix(1.2, 8, 2, 0.02)],
  [30.4, ix(1.2, 8, 2, 1)],
  [43.6, ix(1.8, 8, 2, 0.01)],
  [46.0, ix(1.8, 8, 2, 1)],
  [65.6, ix(2.4, 8, 2, 0.01)],
  [70.3, ix(2.4, 8, 2, 1)],
  [45.6, linux(2.8, 8, 2, 0.04)],
  [98.5, linux(2.8, 8, 2, 0.92)],
];

const errorOf = (published: number, place: Place) => Math.abs(watts(place) / published - 1);

describe("package power", () => {
  it("meets the frontier of the SoCC'15 draft: 2% at the median, 6% at worst", () => {
    const errors = FRONTIER.map(([id, place]) => {
      const row = rows.find((r) => r.id === id);
      expect(row?.role, id).toBe("calibration");
      return errorOf(row?.value ?? 0, place);
    });
    expect(median(errors)).toBeLessThan(0.02);
    expect(Math.max(...errors)).toBeLessThan(0.06);
  });

  it("leaves out no power row of the draft", () => {
    const power = rows.filter(
      ({ id, metric }) => id.startsWith("draft15") && metric === "packagePower",
    );
    expect(power.map(({ id }) => id).sort()).toEqual(FRONTIER.map(([id]) => id).sort());
  });

  it("meets the ends of the draft's static curves: 1% at the median, 6% at worst", () => {
    const errors = STATIC.map(([published, place]) => errorOf(published, place));
    expect(median(errors)).toBeLessThan(0.01);
    expect(Math.max(...errors)).toBeLessThan(0.06);
  });

  it("rises faster than the clock, and less for a second thread than for the first", () => {
    const perHz = [1.2, 1.8, 2.4, 2.8].map(
      (ghz) => pollingCoreWatts(xeonE52665, ghz * 1e9, 2) / ghz,
    );
    expect(perHz).toEqual(perHz.toSorted((a, b) => a - b));
    const one = pollingCoreWatts(xeonE52665, 2.4e9, 1);
    const both = pollingCoreWatts(xeonE52665, 2.4e9, 2);
    expect(both).toBeGreaterThan(one);
    expect(both).toBeLessThan(2 * one);
  });

  it("is lower for a core that halts than for one that polls, and the same while both compute", () => {
    expect(activity(xeonE52665, 0, true)).toBeLessThan(activity(xeonE52665, 0, false));
    expect(activity(xeonE52665, 1, true)).toBe(activity(xeonE52665, 1, false));
    expect(activity(xeonE52665, 0, false)).toBe(1);
    expect(activity(xeonE52665, 1, false)).toBeGreaterThan(1);
  });
});
