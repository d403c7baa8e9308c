/** Every suite: its experiments are right, and each runs in a moment as a draft. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { expand } from "../../../src/experiment/expand.ts";
import { expectedWork } from "../../../src/experiment/expected-work.ts";
import { limitProblems } from "../../../src/experiment/limits.ts";
import { parseDefinition } from "../../../src/experiment/parse.ts";
import { reportsOf } from "../../../src/experiment/pattern/reports.ts";
import { simulate } from "../../../src/experiment/simulate.ts";
import { draftOf } from "../../../src/scoreboard/draft.ts";
import { SUITES } from "../../../src/scoreboard/registry.ts";
import { figureNamed } from "../../../src/scoreboard/suite.ts";
import { socc15 } from "../../../src/scoreboard/suites/socc15.ts";

const files = [
  ...new Set(SUITES.flatMap(({ figures }) => figures.flatMap(({ presets }) => presets))),
];
const definitionOf = (file: string) => {
  const parsed = parseDefinition(readFileSync(`experiments/${file}.yaml`, "utf8"));
  if (!parsed.ok) throw new Error(`${file}: ${JSON.stringify(parsed.problems)}`);
  return parsed.definition;
};
const own = files.filter((file) => !file.startsWith("osdi14/"));

describe("suites", () => {
  it("use every ready experiment of their folders, and none that is not there", () => {
    const folders = SUITES.map(({ id }) => id).filter((id) => existsSync(`experiments/${id}`));
    const found = folders.flatMap((id) =>
      readdirSync(`experiments/${id}`).map((name) => `${id}/${name.replace(".yaml", "")}`),
    );
    expect(files.toSorted()).toEqual(found.toSorted());
  });

  it.each(own)("%s is right, and within the limits of an experiment", (file) => {
    expect(limitProblems(definitionOf(file))).toEqual([]);
  });

  it.each(own)("%s runs as a draft", (file) => {
    const { points, runs } = expand(draftOf(definitionOf(file)));
    // One point of each system: the smallest, and at the least load.
    const first = [...new Map(points.toReversed().map((p) => [p.systemId, p])).values()];
    for (const point of first) {
      const run = runs.find(({ pointIndex }) => pointIndex === point.index);
      if (run === undefined) throw new Error("a point without a run");
      const { series, counters } = simulate(run.plan);
      expect(counters["measuredPs"]).toBeGreaterThan(0);
      const reports = series === undefined ? [] : reportsOf(series);
      expect(reports.length > 0).toBe(point.system.loadPattern !== undefined);
      for (const { achievedRps, watts } of reports) {
        expect(achievedRps).toBeGreaterThanOrEqual(0);
        expect(watts).toBeGreaterThan(10);
      }
    }
  });

  it("have patterns with five layouts, a minute of warm-up and the papers' 240 s", () => {
    for (const file of ["slope", "step", "sine-noise"]) {
      const { replications, phases, systems } = definitionOf(`socc15/${file}`);
      expect({ replications, ...phases }).toEqual({
        replications: 5,
        warmupPs: 60e12,
        measurePs: 240e12,
      });
      expect(systems.map(({ policy }) => policy.kind)).toEqual(["ix-energy", "ix-background"]);
      expect(systems.map(({ hasBackgroundJob = false }) => hasBackgroundJob)).toEqual([
        false,
        true,
      ]);
    }
  });

  it("explore 224 configurations for energy, and 16 at 2.4 GHz beside a job", () => {
    expect(expand(definitionOf("socc15/static-energy")).points).toHaveLength(224);
    const { points } = expand(definitionOf("socc15/static-background"));
    expect(points).toHaveLength(16);
    expect(points.every(({ system }) => system.hasBackgroundJob)).toBe(true);
    expect(new Set(points.map(({ system }) => system.policy.params["frequency"]))).toEqual(
      new Set([2.4e9]),
    );
  });

  it("reckon that a pattern is more work than a hundred scans", () => {
    const workOf = (file: string) => expectedWork(expand(definitionOf(file)).runs[0]!.plan);
    expect(workOf("socc15/slope")).toBeGreaterThan(100 * workOf("socc15/static-energy"));
  });
});

describe("a figure of the control plane", () => {
  it.each([
    ["slope", "slope"],
    ["sine-noise", "sine-noise"],
    ["Frontier", "frontier"],
  ])("named %s is %s", (text, id) => {
    expect(figureNamed(socc15, text)?.id).toBe(id);
  });
});
