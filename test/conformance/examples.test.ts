/**
 * Everything that we tell people to run, run: every preset, and every definition in our documents, as
 * a draft (short windows), at the first and the last point of each of its systems.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Definition } from "../../src/experiment/definition.ts";
import { estimateMetric } from "../../src/experiment/estimate.ts";
import { expand } from "../../src/experiment/expand.ts";
import { simulate } from "../../src/experiment/simulate.ts";
import { presetNames, readPreset } from "../../src/presets/preset-files.ts";
import { draftOf } from "../../src/scoreboard/draft.ts";
import { ms, seconds } from "../../src/units.ts";
import { definitionOf } from "../support/definitions.ts";

/** A draft of hours of load patterns is still long: no example measures more than this. */
const LONGEST_PS = seconds(0.1);
const LONGEST_WARMUP_PS = ms(10);

function shortOf(definition: Definition): Definition {
  const draft = draftOf(definition);
  const { warmupPs, measurePs } = draft.phases;
  return {
    ...draft,
    replications: 1,
    phases: {
      ...draft.phases,
      warmupPs: Math.min(warmupPs, LONGEST_WARMUP_PS),
      measurePs: Math.min(measurePs, LONGEST_PS),
      ...(definition.phases.reportPs !== undefined && { reportPs: ms(10) }),
    },
  };
}

/**
 * Has a throughput at both ends of each system, and answers something at one of them: where a quarter
 * of a million connections begin at once, a short window sees only the beginning.
 */
function expectToRun(definition: Definition): void {
  const { points, runs, definition: short } = expand(shortOf(definition));
  for (const { id, name } of short.systems) {
    const own = points.filter(({ systemId }) => systemId === id);
    const ends = [...new Set([own[0], own.at(-1)])];
    const throughputs = ends.map((point) => {
      const run = runs.find(({ pointIndex }) => pointIndex === point?.index);
      if (run === undefined) throw new Error(`${name} has no run`);
      return estimateMetric([simulate(run.plan)], "throughput").value;
    });
    expect(throughputs, name).not.toContain(null);
    expect(Math.max(...throughputs.map(Number)), name).toBeGreaterThan(0);
  }
}

describe("every preset runs", () => {
  it.each(presetNames("experiments"))("%s", (name) => {
    const preset = readPreset("experiments", name);
    if (preset === undefined) throw new Error(`there is no preset ${name}`);
    expectToRun(preset.definition);
  });
});

/** What an example that shows only some fields is part of. */
const REST = {
  apiVersion: "ix/v1",
  kind: "Experiment",
  name: "an example",
  workload: "memcached-usr",
  systems: [
    { name: "IX", dataplane: "ix" },
    { name: "Linux", dataplane: "linux" },
  ],
  loads: ["50krps", "200krps"],
};

const pages = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync("docs", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => path.posix.join("docs", name)),
];
const examples = pages.flatMap((page) =>
  [...readFileSync(page, "utf8").matchAll(/^```yaml\n(.*?)^```$/gms)].map(
    ([, text = ""], i) => [`${page}, example ${i + 1}`, text] as const,
  ),
);

describe("every definition in our documents runs", () => {
  it.each(examples)("%s", (_, text) => {
    expectToRun(definitionOf({ ...REST, ...(parse(text) as object) }));
  });

  it("and there are some", () => {
    expect(examples.length).toBeGreaterThanOrEqual(3);
  });
});
