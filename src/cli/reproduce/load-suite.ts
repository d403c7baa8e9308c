/** Reads the experiments of the suite from the package and expands them. */
import { expand } from "../../experiment/expand.ts";
import { parseDefinition } from "../../experiment/parse.ts";
import { draftOf } from "../../scoreboard/draft.ts";
import {
  FIGURES,
  figureNamed,
  SUITE,
  type SuiteFigure,
  type SuitePreset,
} from "../../scoreboard/suite.ts";
import { EXIT, ExitError } from "../exit.ts";
import { readyExperiment } from "../package-files.ts";
import { formatProblems } from "../problems.ts";

/** @param names figures as a person wrote them; none means all. */
export function chosenFigures(names: readonly string[]): readonly SuiteFigure[] {
  if (names.length === 0) return FIGURES;
  const chosen = names.map((name) => {
    const figure = figureNamed(name);
    if (figure !== undefined) return figure;
    const known = FIGURES.map(({ id }) => id).join(", ");
    throw new ExitError(
      EXIT.usage,
      `ixlab: there is no figure "${name}" in ${SUITE}; known: ${known}`,
    );
  });
  return FIGURES.filter((figure) => chosen.includes(figure));
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
      const name = `${SUITE}/${file}`;
      const text = readyExperiment(name);
      const parsed = parseDefinition(text);
      if (parsed.ok) {
        const { definition } = parsed;
        return [{ file, figure, expansion: expand(isDraft ? draftOf(definition) : definition) }];
      }
      const [first] = parsed.problems;
      if (parsed.problems.every(({ code }) => code === "UNKNOWN_VALUE")) {
        process.stderr.write(`${name}: left out, ${first?.message}\n`);
        return [];
      }
      throw new ExitError(EXIT.failed, formatProblems(parsed.problems, `${name}.yaml`, text));
    }),
  );
}
