/** What is made of the reports of runs: excursions, scans, stacks, fewer values. */
import { describe, expect, it } from "vitest";
import { excursionsOf } from "../../../src/experiment/pattern/excursions.ts";
import { reduceSeries } from "../../../src/experiment/pattern/reduce-series.ts";
import { type Report, seriesOf } from "../../../src/experiment/pattern/reports.ts";
import { answerScan, powerAgainstLoad } from "../../../src/experiment/pattern/scan.ts";
import type { RunRecord } from "../../../src/stats/record.ts";
import { reportAt, reportPlace } from "../../../src/plot/pattern-stack-cursor.ts";
import { energyRun } from "../plot/pattern-sample.ts";
import { ms } from "../../../src/units.ts";

const SLO = { measure: "latency.p99", limitPs: 500e6 };

const report = (change: Partial<Report>): Report => ({
  offeredRps: 1e6,
  achievedRps: 1e6,
  p99Us: 100,
  watts: 50,
  step: 0,
  cores: 8,
  hardwareThreads: 16,
  ghz: 2.4,
  backgroundMbPerS: 0,
  migrations: 0,
  slowestMigrationUs: null,
  ...change,
});

const recordOf = (
  changes: readonly Partial<Report>[],
  measuredPs = changes.length * ms(100),
): RunRecord => ({
  histograms: {},
  counters: { measuredPs },
  series: seriesOf(changes.map(report), ms(100)),
});

describe("excursions", () => {
  it("count reports and time above the objective over all replications; the last may be shorter", () => {
    const late = recordOf([{ p99Us: 501 }, { p99Us: 500 }, { p99Us: 900 }], ms(250));
    const calm = recordOf([{}, { p99Us: null }]);
    const { secondsAbove, seconds, ...counts } = excursionsOf([late, calm], SLO);
    expect(counts).toEqual({ limitUs: 500, above: 2, reports: 5, worstUs: 900 });
    expect(secondsAbove).toBeCloseTo(0.15, 9);
    expect(seconds).toBeCloseTo(0.45, 9);
  });
});

describe("a scan", () => {
  const scan = (watts: number) =>
    recordOf([
      { achievedRps: 1e6, watts },
      { achievedRps: 2e6, watts: watts + 10 },
      { achievedRps: 2.5e6, offeredRps: 3e6, watts: watts + 11, p99Us: 700 },
      { achievedRps: 4e6, watts: watts + 20 },
    ]);

  it("carries what the last report before the first miss did, with the power there", () => {
    const { highest, power, firstMissRps } = answerScan([scan(40), scan(44)], SLO);
    expect(highest).toMatchObject({ value: 2e6, replications: 2, ciLow: 2e6, ciHigh: 2e6 });
    expect(power.value).toBe(52);
    expect(power.ciLow).toBeLessThan(52);
    expect(firstMissRps).toBe(3e6);
    expect(answerScan([], SLO).highest.absentBecause).toBe("NOT_FINISHED");
    expect(answerScan([recordOf([{ p99Us: 900 }])], SLO).highest.absentBecause).toBe("NO_SAMPLES");
  });

  it("is a curve up to there, the mean of its replications, under a frontier", () => {
    const { curves, frontier } = powerAgainstLoad(
      [
        { label: "cool", records: [scan(40), scan(44)] },
        { label: "hot", records: [scan(90)] },
        { label: "not yet", records: [] },
      ],
      SLO,
    );
    expect(curves.map(({ id }) => id)).toEqual(["cool", "hot"]);
    expect(curves[0]?.points).toEqual([
      { rps: 1e6, watts: 42 },
      { rps: 2e6, watts: 52 },
    ]);
    expect(frontier.at(-1)).toEqual({ rps: 2e6, watts: 52 });
    expect(Math.max(...frontier.map(({ watts }) => watts))).toBe(52);
  });
});

describe("a reduced series", () => {
  const series = { periodPs: ms(100), columns: { watts: [3, 1, 2, null, 9, 4, null] } };

  it("is untouched unless it was asked for and there is more", () => {
    expect(reduceSeries(series)).toMatchObject({ isReduced: false, reportsPerStretch: 1 });
    expect(reduceSeries(series, 7).columns).toBe(series.columns);
  });

  it("keeps lowest and highest of each stretch, within the number asked for", () => {
    const { isReduced, reportsPerStretch, columns } = reduceSeries(series, 5);
    expect({ isReduced, reportsPerStretch }).toEqual({ isReduced: true, reportsPerStretch: 4 });
    expect(columns["watts"]).toEqual([1, 3, 4, 9]);
    expect(reduceSeries(series, 2).columns["watts"]).toEqual([1, 9]);
  });
});

describe("the cursor of a stack", () => {
  it("finds each report where it stands, and the nearest end beyond them", () => {
    for (const index of [0, 17, 239]) {
      const x = reportPlace(energyRun, 800, index);
      expect(reportAt(energyRun, 800, x ?? Number.NaN)).toBe(index);
    }
    expect(reportAt(energyRun, 800, 0)).toBe(0);
    expect(reportAt(energyRun, 800, 800)).toBe(239);
    expect(reportAt({ ...energyRun, reports: [] }, 800, 100)).toBeUndefined();
    expect(reportPlace(energyRun, 800, 240)).toBeUndefined();
  });
});
