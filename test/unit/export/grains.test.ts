/** What the rows of each grain say, against the outcome of the same records. */
import { describe, expect, it } from "vitest";
import { recordDigest } from "../../../src/experiment/digest.ts";
import { type Expansion, expand } from "../../../src/experiment/expand.ts";
import { outcomeOf } from "../../../src/experiment/outcome.ts";
import { parseDefinition } from "../../../src/experiment/parse.ts";
import { chooseExport } from "../../../src/export/export.ts";
import { expansionSource } from "../../../src/export/expansion-source.ts";
import type { Grain } from "../../../src/export/grains/contract.ts";
import { histogramGrain } from "../../../src/export/grains/histogram.ts";
import { pointGrain } from "../../../src/export/grains/point.ts";
import { GRAINS } from "../../../src/export/grains/registry.ts";
import { runGrain } from "../../../src/export/grains/run.ts";
import { seriesGrain } from "../../../src/export/grains/series.ts";
import { type Cell, headerOf } from "../../../src/export/table.ts";
import { LatencyHistogram } from "../../../src/stats/histogram.ts";
import type { RunRecord } from "../../../src/stats/record.ts";
import { METRICS } from "../../../src/stats/registry.ts";

const OPEN = {
  apiVersion: "ix/v1",
  kind: "Experiment",
  name: "=batch bounds",
  workload: "memcached-usr",
  systems: [
    { name: "IX", dataplane: "ix", cores: 2, loads: ["100krps", "200krps"] },
    { name: "Linux", dataplane: "linux", cores: 2, loads: ["100krps"] },
  ],
  axes: [{ "dataplane.batchBound": [1, 64] }],
  replications: 3,
};

const CLOSED = {
  ...OPEN,
  workload: { kind: "echo", connections: 64 },
  systems: [{ name: "IX", dataplane: "ix", cores: 2 }],
  axes: [{ "workload.messagesPerConnection": [8, "forever"] }],
};

function expansionOf(definition: object): Expansion {
  const parsed = parseDefinition(JSON.stringify(definition));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return expand(parsed.definition);
}

/** A record that differs from run to run. */
function recordOf(run: number): RunRecord {
  const latency = new LatencyHistogram();
  for (let i = 0; i < 3000; i += 1) latency.record(50_000 + run * 700 + (i % 100) * 100);
  const batch = new LatencyHistogram();
  batch.recordMany(4, 100 + run);
  return {
    histograms: { latency, batch },
    counters: { measuredPs: 1e12, requests: 90_000 + run, offered: 100_000, energyPj: 6e13 },
  };
}

const recordsOf = ({ runs }: Expansion) => runs.map(({ index }) => recordOf(index));

/** Rows as objects by header. */
async function rowsOf(
  grain: Grain,
  expansion: Expansion,
  records: readonly RunRecord[],
): Promise<readonly Readonly<Record<string, Cell>>[]> {
  const { columns, rows } = await grain.tableOf(expansionSource(expansion, records));
  const names = columns.map(headerOf);
  expect(new Set(names).size).toBe(names.length);
  const all = [];
  for await (const row of rows) {
    expect(row).toHaveLength(names.length);
    all.push(Object.fromEntries(names.map((name, i) => [name, row[i] ?? null])));
  }
  return all;
}

describe("grain point", () => {
  it("has every point with its system, axis value and load, as numbers with units", async () => {
    const open = expansionOf(OPEN);
    const rows = await rowsOf(pointGrain, open, recordsOf(open));
    const places = rows.map((row) => [
      row["point"],
      row["system"],
      row["dataplane"],
      row["dataplane.batchBound"],
      row["load (requests/s)"],
    ]);
    expect(places).toEqual([
      [0, "ix", "ix", 1, 100_000],
      [1, "ix", "ix", 1, 200_000],
      [2, "ix", "ix", 64, 100_000],
      [3, "ix", "ix", 64, 200_000],
      [4, "linux", "linux", null, 100_000],
    ]);
    expect(rows[3]?.["label"]).toBe("IX, batchBound 64, at 200krps");
  });

  it("has of every metric what the outcome has: value, interval, or why there is none", async () => {
    const open = expansionOf(OPEN);
    const records = recordsOf(open);
    const outcome = outcomeOf(open, records);
    const rows = await rowsOf(pointGrain, open, records);
    expect(rows).toHaveLength(outcome.points.length);
    outcome.points.forEach((point, i) => {
      for (const { id, unit } of METRICS) {
        const { value = null, ciLow = null, ciHigh = null } = point.metrics[id] ?? {};
        expect(rows[i]).toMatchObject({
          [`${id} (${unit})`]: value,
          [`${id} ciLow (${unit})`]: ciLow,
          [`${id} ciHigh (${unit})`]: ciHigh,
          [`${id} absent`]: point.absent[id] ?? null,
        });
      }
      expect(rows[i]).toMatchObject({ saturated: true, replications: 3, samples: 9000 });
    });
  });

  it("keeps a word among numbers in a column of its own, and has no load under a closed loop", async () => {
    const closed = expansionOf(CLOSED);
    const rows = await rowsOf(pointGrain, closed, recordsOf(closed));
    const path = "workload.messagesPerConnection";
    expect(rows.map((row) => [row[path], row[`${path} as a word`]])).toEqual([
      [8, null],
      [null, "forever"],
    ]);
    expect(rows[0]).toMatchObject({ "load (requests/s)": null, saturated: null });
  });

  it("says of a point that has not run that it is not finished", async () => {
    const open = expansionOf(OPEN);
    const rows = await rowsOf(pointGrain, open, recordsOf(open).slice(0, 4));
    expect(rows.map((row) => row["replications"])).toEqual([3, 1, 0, 0, 0]);
    expect(rows[2]).toMatchObject({
      "throughput (requests/s)": null,
      "throughput absent": "NOT_FINISHED",
    });
  });
});

describe("grain run", () => {
  it("has every run with seed, content key, digest and its own metrics", async () => {
    const open = expansionOf(OPEN);
    const records = recordsOf(open);
    const rows = await rowsOf(runGrain, open, records);
    expect(rows).toHaveLength(open.runs.length);
    open.runs.forEach((run, i) => {
      const record = recordOf(i);
      expect(rows[i]).toMatchObject({
        run: i,
        point: run.pointIndex,
        replication: run.replication,
        state: "SUCCEEDED",
        seed: run.plan.rootSeed,
        contentKey: run.contentKey,
        digest: recordDigest(record),
      });
      for (const metric of METRICS) {
        const value = metric.of(record);
        const cell = rows[i]?.[`${metric.id} (${metric.unit})`];
        if (typeof value === "number") expect(cell).toBe(value);
        else expect([cell, rows[i]?.[`${metric.id} absent`]]).toEqual([null, value]);
      }
    });
  });

  it("has no digest and no metric of a run without a record", async () => {
    const open = expansionOf(OPEN);
    const rows = await rowsOf(runGrain, open, recordsOf(open).slice(0, 1));
    expect(rows).toHaveLength(open.runs.length);
    expect(rows[1]).toMatchObject({ digest: null, "latency.p99 absent": "NOT_FINISHED" });
  });
});

describe("grain histogram", () => {
  it("has every value of every run in a bucket that holds it", async () => {
    const open = expansionOf(OPEN);
    const records = recordsOf(open);
    const rows = await rowsOf(histogramGrain, open, records);
    const own = rows.filter((row) => row["run"] === 5 && row["histogram"] === "latency");
    const restored = new LatencyHistogram();
    for (const { low, high, count, unit } of own) {
      expect(unit).toBe("ns");
      expect(Number(high)).toBeGreaterThanOrEqual(Number(low));
      restored.recordMany(Number(high), Number(count));
    }
    const latency = recordOf(5).histograms["latency"];
    expect(restored.count).toBe(3000);
    expect(restored.sparseCounts()).toEqual(latency?.sparseCounts());
    const batches = rows.filter((row) => row["run"] === 5 && row["histogram"] === "batch");
    expect(batches).toMatchObject([{ unit: "packets", low: 4, high: 4, count: 105 }]);
  });
});

describe("grain series", () => {
  it("has no rows where no run has series", async () => {
    const open = expansionOf(OPEN);
    expect(await rowsOf(seriesGrain, open, recordsOf(open))).toEqual([]);
  });

  it("has a row per report and a column per series, of any name and length", async () => {
    const open = expansionOf({ ...OPEN, axes: undefined, replications: 1 });
    const [first, second, third] = recordsOf(open);
    const records = [
      { ...first, series: { periodPs: 1e12, columns: { p99Us: [50, null], watts: [30, 31] } } },
      second,
      { ...third, series: { periodPs: 5e11, columns: { run: [7], p99Us: [60, 61] } } },
    ] as RunRecord[];
    const rows = await rowsOf(seriesGrain, open, records);
    const shown = rows.map((row) =>
      ["run", "report", "start (us)", "p99Us", "run series", "watts"].map((name) => row[name]),
    );
    expect(shown).toEqual([
      [0, 0, 0, 50, null, 30],
      [0, 1, 1e6, null, null, 31],
      [2, 0, 0, 60, 7, null],
      [2, 1, 5e5, 61, null, null],
    ]);
  });
});

describe("the choice of an export", () => {
  it("is every grain in every format", () => {
    for (const { id } of GRAINS) {
      for (const format of ["csv", "jsonl", "parquet"]) {
        expect(chooseExport(id, format, false)).toMatchObject({ ok: true });
      }
    }
  });

  it("names everything that is wrong at once, and what there is", () => {
    const chosen = chooseExport("row", "xlsx", false);
    expect(chosen).toMatchObject({
      ok: false,
      problems: [
        {
          code: "UNKNOWN_GRAIN",
          message: expect.stringContaining("point, run, series, histogram"),
        },
        { code: "UNKNOWN_FORMAT", message: expect.stringContaining("csv, jsonl, parquet") },
      ],
    });
    expect(chooseExport("point", "parquet", true)).toMatchObject({
      ok: false,
      problems: [{ code: "NO_COMMENTS" }],
    });
  });
});
