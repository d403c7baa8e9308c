/** The suite of the IX paper as this version can read it: presets that name nothing unknown, and the published rows. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expand } from "../../../src/experiment/expand.ts";
import { parseDefinition } from "../../../src/experiment/parse.ts";
import { type PublishedRow, rowsOfSuite } from "../../../src/scoreboard/published.ts";
import type { SuitePreset } from "../../../src/scoreboard/presets.ts";
import { osdi14 } from "../../../src/scoreboard/suites/osdi14.ts";

const FOLDER = "experiments/osdi14";

export const presetFiles: readonly string[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".yaml"))
  .map((name) => `osdi14/${name.replace(".yaml", "")}`);

const parsedPresets = osdi14.figures.flatMap((figure) =>
  figure.presets.map((file) => ({
    file,
    figure,
    parsed: parseDefinition(readFileSync(path.join("experiments", `${file}.yaml`), "utf8")),
  })),
);

/** What is wrong with presets, but for members that this version does not have. */
export const presetProblems = parsedPresets.flatMap(({ file, parsed }) =>
  parsed.ok
    ? []
    : parsed.problems
        .filter(({ code }) => code !== "UNKNOWN_VALUE")
        .map((problem) => `${file}:${problem.line} ${problem.message}`),
);

export const presets: readonly SuitePreset[] = parsedPresets.flatMap(({ file, figure, parsed }) =>
  parsed.ok ? [{ file, figure, expansion: expand(parsed.definition) }] : [],
);

const text = readFileSync("experiments/published.json", "utf8");
/** Of all suites. */
export const allPublished = (JSON.parse(text) as { rows: readonly PublishedRow[] }).rows;
export const published: readonly PublishedRow[] = rowsOfSuite(allPublished, osdi14.id);

/** True if the presets hold the row's dataplane and workload at all. */
export const isModelled = ({ system, setup }: PublishedRow): boolean =>
  presets.some(({ expansion: { definition } }) => {
    const hasSystem = definition.systems.some((s) => s.dataplane.kind === system);
    return hasSystem && definition.workload.kind === setup["workload"];
  });
