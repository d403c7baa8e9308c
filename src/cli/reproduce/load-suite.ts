/** Finds a suite and its figures by what a person wrote, and reads and expands its experiments from the package. */
import { expand } from "../../experiment/expand.ts";
import { parseDefinition } from "../../experiment/parse.ts";
import { draftOf } from "../../scoreboard/draft.ts";
import type { SuiteFigure, SuitePreset } from "../../scoreboard/presets.ts";
import { SUITES, suiteNamed } from "../../scoreboard/registry.ts";
import { figureNamed, type Suite } from "../../scoreboard/suite.ts";
import { EXIT, ExitError } from "../exit.ts";
import { readyExperiment } from "../package-files.ts";
import { formatProblems } from "../problems.ts";

export function chosenSuite(name: string): Suite {
  const suite = suiteNamed(name);
  if (suite !== undefined) return suite;
  const known = SUITES.map(({ id }) => id).join(", ");
  throw new ExitError(EXIT.usage, `ixlab: there is no suite "${name}"; known: ${known}`);
}

/** @param names figures as a person wrote them; none means all. */
export function chosenFigures(suite: Suite, names: readonly string[]): readonly SuiteFigure[] {
  if (names.length === 0) return suite.figures;
  const chosen = names.map((name) => {
    const figure = figureNamed(suite, name);
    if (figure !== undefined) return figure;
    const known = suite.figures.map(({ id }) => id).join(", ");
    throw new ExitError(
      EXIT.usage,
      `ixlab: there is no figure "${name}" in ${suite.id}; known: ${known}`,
    );
  });
  return suite.figures.filter((figure) => chosen.includes(figure));
}

/**
 * Presets that name a dataplane or a workload which this version does not have are left out, with a
 * word: their rows have no point then.
 */
export function loadPresets(
  figures: readonly SuiteFigure[],
  isDraft: boolean,
): readonly SuitePreset[] {
  return figures.flatMap((figure) =>
    figure.presets.flatMap((file) => {
      const text = readyExperiment(file);
      const parsed = parseDefinition(text);
      if (parsed.ok) {
        const { definition } = parsed;
        return [{ file, figure, expansion: expand(isDraft ? draftOf(definition) : definition) }];
      }
      const [first] = parsed.problems;
      if (parsed.problems.every(({ code }) => code === "UNKNOWN_VALUE")) {
        process.stderr.write(`${file}: left out, ${first?.message}\n`);
        return [];
      }
      throw new ExitError(EXIT.failed, formatProblems(parsed.problems, `${file}.yaml`, text));
    }),
  );
}
