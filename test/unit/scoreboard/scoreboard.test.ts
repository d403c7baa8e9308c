/** The scoreboard's rows: values, errors, reasons of absence, headlines and counts. */
import { describe, expect, it } from "vitest";
import { DATAPLANES } from "../../../src/dataplane/registry.ts";
import type { PlannedPoint } from "../../../src/experiment/expand.ts";
import { scoreboardOf } from "../../../src/scoreboard/scoreboard.ts";
import { osdi14 } from "../../../src/scoreboard/suites/osdi14.ts";
import { measuredPreset, recordOf } from "./measured-sample.ts";
import { published } from "./suite-presets.ts";

/** Replication k meets 500 us up to 1.7 M + 50 K x k; throughput is what was offered, to 2.1 M. */
const memcached = (point: PlannedPoint, k: number) => {
  const rps = point.offeredRps ?? 0;
  const isFast = rps <= 1_700_000 + 50_000 * k;
  return recordOf(Math.min(rps, 2_100_000), isFast ? 40 : 3000);
};
const usr = measuredPreset("fig5-memcached-usr", memcached);
const board = scoreboardOf(osdi14, published, [usr]);
const row = (id: string, of = board) => {
  const found = of.rows.find((one) => one.id === `osdi14.${id}`);
  if (found === undefined) throw new Error(`no row ${id}`);
  return found;
};

describe("a row of the scoreboard", () => {
  it("has the published value, the simulated one and the error between them", () => {
    const peak = row("memcached.usr.ix.peak");
    expect(peak).toMatchObject({
      figure: "OSDI14 Fig. 5",
      system: "ix",
      published: 2_168_000,
      simulated: 2_100_000,
      unit: "req/s",
      role: "calibration",
      absent: null,
    });
    expect(peak.relativeError).toBeCloseTo(2_100_000 / 2_168_000 - 1, 12);
  });

  it("is the mean over draws of each draw's most load under the objective", () => {
    const most = row("memcached.usr.ix.maxRpsAtSlo");
    const draws = [0, 1, 2, 3, 4, 5].map((k) => 1_700_000 + 50_000 * k);
    expect(most.draws).toEqual(draws);
    expect(most.simulated).toBe(1_825_000);
    // Student-t with five degrees of freedom: 2.5706 x 93,541 / sqrt(6).
    expect((most.ciHigh ?? 0) - 1_825_000).toBeCloseTo(98_167, -1);
  });

  it("stops at the first load that misses, whatever later loads do", () => {
    const dip = measuredPreset("fig5-memcached-usr", (point) =>
      recordOf(point.offeredRps ?? 0, point.offeredRps === 1_000_000 ? 900 : 40),
    );
    const most = row("memcached.usr.ix.maxRpsAtSlo", scoreboardOf(osdi14, published, [dip]));
    expect(most.simulated).toBe(700_000);
  });

  it("reads the kernel's share at the highest load under the objective, and a bound as a bound", () => {
    expect(row("memcached.usr.linux.kernelShare").simulated).toBe(0.75);
    expect(row("memcached.usr.linux.kernelShare").relativeError).toBeCloseTo(0, 12);
    const below = measuredPreset("fig5-memcached-usr", (point) => {
      const record = recordOf(point.offeredRps ?? 0, 40);
      return { ...record, counters: { ...record.counters, kernelPs: 1, userPs: 99 } };
    });
    const bound = row("memcached.usr.ix.kernelShare", scoreboardOf(osdi14, published, [below]));
    expect(bound).toMatchObject({ simulated: 0.01, isBound: true, relativeError: 0 });
  });
});

describe("a row without a simulated value", () => {
  it("says that no experiment has its set-up", () => {
    const etc = row("memcached.etc.ix.peak");
    expect(etc).toMatchObject({ simulated: null, relativeError: null, absent: "NO_POINT" });
  });

  it("says that not even the lowest load meets the objective", () => {
    const slow = measuredPreset("fig5-memcached-usr", (p) => recordOf(p.offeredRps ?? 0, 900));
    const most = row("memcached.usr.ix.maxRpsAtSlo", scoreboardOf(osdi14, published, [slow]));
    expect(most).toMatchObject({ simulated: null, absent: "SLO_MISSED" });
  });

  it("says that there are too few samples", () => {
    const few = measuredPreset("fig5-memcached-usr", (p) => recordOf(p.offeredRps ?? 0, 40, 100));
    const of = scoreboardOf(osdi14, published, [few]);
    for (const id of ["memcached.usr.ix.maxRpsAtSlo", "memcached.usr.linux.kernelShare"]) {
      expect(row(id, of)).toMatchObject({ simulated: null, absent: "TOO_FEW_SAMPLES" });
    }
    expect(row("memcached.usr.ix.unloadedP99", of).absent).toBe("TOO_FEW_SAMPLES");
  });

  it("counts as absent in its figure and not as an error", () => {
    const figure = board.figures.find((one) => one.figure === "OSDI14 Table 2");
    expect(figure).toMatchObject({ rows: 4, absent: 4 });
  });
});

describe("the document", () => {
  it("has the keys that readers were promised", () => {
    expect(Object.keys(board)).toEqual(expect.arrayContaining(["rows", "figures"]));
    const keys = ["id", "figure", "system", "published", "simulated", "ciLow", "ciHigh", "unit"];
    for (const one of board.rows) {
      expect(Object.keys(one)).toEqual(expect.arrayContaining([...keys, "relativeError", "role"]));
    }
    for (const one of board.figures) {
      expect(Object.keys(one)).toEqual(
        expect.arrayContaining(["figure", "median", "p90", "worst"]),
      );
    }
    expect(JSON.parse(JSON.stringify(board))).toEqual(board);
  });

  it("leaves out rows of figures that were not asked for", () => {
    expect(new Set(board.rows.map((one) => one.figure))).toEqual(
      new Set(["OSDI14 Fig. 5", "OSDI14 Table 2", "OSDI14 5.5"]),
    );
  });

  it("judges headlines by their own tolerance", () => {
    const headline = board.headlines.find((h) => h.id === "osdi14.memcached.usr.ix.maxRpsAtSlo");
    expect(headline).toMatchObject({ tolerance: 0.07, met: true });
    const unloaded = board.headlines.find((h) => h.id === "osdi14.memcached.usr.ix.unloadedP99");
    expect(unloaded).toMatchObject({ tolerance: 0.08, met: false }); // 40 us against 32
  });

  it("sets fitted numbers beside the rows that they meet", () => {
    const ix = board.calibration.find((count) => count.family === "dataplane" && count.id === "ix");
    const figures = Object.values(DATAPLANES.find(({ id }) => id === "ix")?.figures ?? {});
    const rows = board.rows.filter((one) => one.system === "ix");
    expect(ix?.calibratedValues).toBe(figures.filter((f) => f.kind === "calibrated").length);
    expect(ix?.rows).toBe(rows.length);
    const met = rows.filter((one) => Math.abs(one.relativeError ?? 9) <= 0.12);
    expect(ix?.met).toBe(met.length);
  });
});

describe("the share of its peak that IX keeps", () => {
  it("is made from the rows of Fig. 4 on four ports", () => {
    const rates: Record<string, number> = { "1296": 12e6, "250992": 6e6 };
    const echo = measuredPreset("fig4-connections", (point) =>
      recordOf(rates[String(point.workload.params["connections"])] ?? 1e6, 30),
    );
    const [kept] = scoreboardOf(osdi14, published, [echo]).headlines;
    expect(kept).toMatchObject({ unit: "ratio", simulated: 0.5, tolerance: 0.04, met: true });
    expect(kept?.published).toBeCloseTo(0.47, 2);
  });
});
