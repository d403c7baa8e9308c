/**
 * Package power against the readings it was fitted to (src/scoreboard/power-readings.ts).
 */
import { readFileSync } from "node:fs";
import { median } from "simple-statistics";
import { describe, expect, it } from "vitest";
import { xeonE52665 } from "../../../src/hw/platforms/xeon-e5-2665.ts";
import { activity, pollingCoreWatts } from "../../../src/hw/power.ts";
import {
  DRAFT_FRONTIER,
  ixAt,
  linuxAt,
  type PowerPlace,
  wattsAt,
} from "../../../src/scoreboard/power-readings.ts";
import type { PublishedRow } from "../../../src/scoreboard/published.ts";

const rows = (
  JSON.parse(readFileSync("experiments/published.json", "utf8")) as {
    readonly rows: readonly PublishedRow[];
  }
).rows;

/** Ends of static curves in W: at 34 K requests/s, and at the most load. */
const STATIC: readonly (readonly [number, PowerPlace])[] = [
  [19.8, ixAt(1.2, 1, 1, 0.2)],
  [20.0, ixAt(1.2, 1, 1, 1)],
  [21.7, ixAt(1.2, 4, 1, 0.05)],
  [22.5, ixAt(1.2, 4, 1, 1)],
  [25.4, ixAt(1.2, 8, 1, 0.03)],
  [26.4, ixAt(1.2, 8, 1, 1)],
  [28.9, ixAt(1.2, 8, 2, 0.02)],
  [30.4, ixAt(1.2, 8, 2, 1)],
  [43.6, ixAt(1.8, 8, 2, 0.01)],
  [46.0, ixAt(1.8, 8, 2, 1)],
  [65.6, ixAt(2.4, 8, 2, 0.01)],
  [70.3, ixAt(2.4, 8, 2, 1)],
  [45.6, linuxAt(2.8, 8, 2, 0.04)],
  [98.5, linuxAt(2.8, 8, 2, 0.92)],
];

const errorOf = (published: number, place: PowerPlace) => Math.abs(wattsAt(place) / published - 1);

describe("package power", () => {
  it("meets the frontier of the SoCC'15 draft: 2% at the median, 6% at worst", () => {
    const errors = [...DRAFT_FRONTIER].map(([id, place]) => {
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
    expect(power.map(({ id }) => id).sort()).toEqual([...DRAFT_FRONTIER.keys()].sort());
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
