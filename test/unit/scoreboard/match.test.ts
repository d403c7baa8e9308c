/** Every published row finds its place in the presets by its set-up, and exactly one. */
import { describe, expect, it } from "vitest";
import { DATAPLANES } from "../../../src/dataplane/registry.ts";
import { matchRow, pointsOf } from "../../../src/scoreboard/match.ts";
import { rowMeasure } from "../../../src/scoreboard/measures.ts";
import { figureNamed } from "../../../src/scoreboard/suite.ts";
import { osdi14 } from "../../../src/scoreboard/suites/osdi14.ts";
import { isModelled, presetFiles, presetProblems, presets, published } from "./suite-presets.ts";

const modelled = published.filter(isModelled);
const rowOf = (id: string) => {
  const row = published.find((one) => one.id === id);
  if (row === undefined) throw new Error(`no row ${id}`);
  return row;
};

describe("the presets", () => {
  it("are all right, but for members that this version lacks", () => {
    expect(presetProblems).toEqual([]);
  });

  it("are all part of a figure", () => {
    expect(osdi14.figures.flatMap((figure) => figure.presets).toSorted()).toEqual(
      presetFiles.toSorted(),
    );
  });

  it("answer every source of the suite", () => {
    const sources = new Set(osdi14.figures.flatMap((figure) => figure.sources));
    expect(new Set(published.map((row) => row.figure))).toEqual(sources);
  });

  it("hold a row of every dataplane of this version that was published", () => {
    const ids = DATAPLANES.map(({ id }) => id).filter((id) =>
      published.some((r) => r.system === id),
    );
    expect(new Set(modelled.map((row) => row.system))).toEqual(new Set(ids));
  });
});

describe("a published row", () => {
  it("has a metric that the scoreboard knows", () => {
    const unknown = published.filter(({ metric }) => rowMeasure(metric) === undefined);
    expect(unknown.map(({ id, metric }) => `${id}: ${metric}`)).toEqual([]);
  });

  it.each(modelled.map((row) => [row.id, row] as const))("%s has one place", (_, row) => {
    const matches = matchRow(row, presets);
    expect(matches.map(({ preset }) => preset.file)).toHaveLength(1);
    const points = matches[0]?.points ?? [];
    if (rowMeasure(row.metric)?.of === "point") expect(points).toHaveLength(1);
    else expect(new Set(points.map((p) => p.offeredRps)).size).toBe(points.length);
    expect(new Set(points.map((p) => p.systemId)).size).toBe(1);
  });

  it("has no place once its set-up names something else", () => {
    const row = rowOf("osdi14.echoCores.ix.4port.16ht");
    const elsewhere = { ...row, setup: { ...row.setup, hardwareThreads: 15 } };
    expect(matchRow(row, presets)).toHaveLength(1);
    expect(matchRow(elsewhere, presets)).toEqual([]);
    expect(matchRow({ ...row, setup: { ...row.setup, moonPhase: 3 } }, presets)).toEqual([]);
  });

  it("has no place without its objective", () => {
    const row = rowOf("osdi14.memcached.usr.ix.peak");
    const other = { ...row, setup: { ...row.setup, slo: "p99<=400us" } };
    expect(matchRow(row, presets)).toHaveLength(1);
    expect(matchRow(other, presets)).toEqual([]);
  });

  it("speaks of parameters that it does not name at their defaults", () => {
    const row = rowOf("osdi14.memcached.usr.ix.1000k.p99");
    const bounds = presets.find(({ figure }) => figure.id === "6");
    const points = bounds === undefined ? [] : pointsOf(row, bounds);
    expect(points.map((p) => p.system.dataplane.params["batchBound"])).toEqual([64]);
  });
});

describe("a figure", () => {
  it.each([
    ["3a", "3a"],
    ["fig3a", "3a"],
    ["Fig. 3a", "3a"],
    ["Figure 4", "4"],
    ["Table 2", "5"],
    ["6", "6"],
  ])("named %s is %s", (text, id) => {
    expect(figureNamed(osdi14, text)?.id).toBe(id);
  });

  it("that the paper does not have is none", () => {
    expect(figureNamed(osdi14, "7")).toBeUndefined();
    expect(figureNamed(osdi14, "")).toBeUndefined();
  });
});
