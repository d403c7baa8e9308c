/** Everything in a definition that says which points there are beside systems and loads. */
import type { Axis, Definition, IncludedPoints } from "../definition.ts";
import type { Problem } from "../problem.ts";
import { readAxes, type ReadAxes } from "./axes.ts";
import type { AxisSubjects } from "./axis-params.ts";
import { readCondition } from "./condition.ts";
import { readIncluded } from "./include.ts";
import { draw, type SampleField, sampleProblems } from "./sample.ts";
import { vocabularyOf } from "./vocabulary.ts";

export interface Varied extends ReadAxes {
  readonly where: string | undefined;
  readonly include: readonly IncludedPoints[];
}

type Fields = { readonly sample?: SampleField | undefined };

export function readVaried(
  definition: unknown,
  { sample }: Fields,
  subjects: AxisSubjects,
  problems: Problem[],
): Varied {
  const given = (definition ?? {}) as { systems?: unknown; where?: unknown; sample?: unknown };
  const systems = Array.isArray(given.systems) ? given.systems.length : 1;
  const isComplete =
    subjects.systems.length === systems &&
    subjects.workload !== undefined &&
    subjects.platform !== undefined;
  const isSampled = given.sample !== undefined;
  const axes = readAxes({ definition, subjects, isComplete, isSampled, problems });
  const vocabulary = isComplete ? vocabularyOf(subjects) : undefined;
  const where =
    given.where === undefined
      ? undefined
      : readCondition(given.where, ["where"], vocabulary, problems);
  const include = readIncluded(definition, subjects, isComplete, problems);
  if (sample !== undefined && problems.length === 0) {
    problems.push(...sampleProblems(sample, axes.drawn));
  }
  return { ...axes, where, include };
}

/** As a definition holds them; what was not asked for is left out, so that its hash stays what it was. */
export function variedFields(
  { axes: multiplied, drawn, drawnAfter, where, include }: Varied,
  sample: SampleField | undefined,
  rootSeed: string,
): Pick<Definition, "axes" | "where" | "include" | "sample"> {
  const drawing = sample === undefined ? undefined : draw(sample, drawn, rootSeed);
  const axes: readonly Axis[] =
    drawing === undefined ? multiplied : multiplied.toSpliced(drawnAfter, 0, drawing.axis);
  return {
    ...(axes.length > 0 && { axes }),
    ...(where !== undefined && { where }),
    ...(include.length > 0 && { include }),
    ...(drawing && { sample: drawing.sample }),
  };
}
