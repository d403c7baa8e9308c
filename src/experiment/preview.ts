/** What a definition would do, from its expansion: numbers, some points, and what may not be meant. */
import { paramsOf } from "./axes.ts";
import type { Definition, Sample } from "./definition.ts";
import type { Json } from "./digest.ts";
import type { Expansion } from "./expand.ts";
import { layoutOf } from "./layout.ts";
import { movingWarnings } from "./pattern/warnings.ts";
import { isAdaptive } from "./rounds.ts";
import { expectedShare } from "./search/expected-share.ts";

export interface ExpansionPreview {
  readonly points: number;
  /** Points of the product that `where` leaves out. */
  readonly pointsRemoved: number;
  readonly runs: number;
  /** True if runs follow from what is measured: then their number is a guess, of a precision the least. */
  readonly isEstimate: boolean;
  /** Parameters of the first points. */
  readonly samplePoints: readonly Readonly<Record<string, Json>>[];
  /** Right, but perhaps not what was meant. */
  readonly warnings: readonly string[];
}

/** Enough points to see what varies first. */
const SAMPLE = 5;

export function previewOf({ definition, points, runs }: Expansion): ExpansionPreview {
  const { slots, removed } = layoutOf(definition);
  const isAll = definition.search === undefined;
  const asked = slots.reduce(
    (sum, { loads }) => sum + loads.length * expectedShare(definition, loads.length),
    0,
  );
  return {
    points: isAll ? points.length : layoutOf(definition).points,
    pointsRemoved: removed,
    runs: isAll ? runs.length : Math.round(asked * definition.replications),
    isEstimate: isAdaptive(definition),
    samplePoints: points.slice(0, SAMPLE).map(({ params }) => params),
    warnings: warningsOf(definition),
  };
}

function warningsOf(definition: Definition): readonly string[] {
  const { axes = [], systems, where, sample } = definition;
  const { slots, removed } = layoutOf(definition);
  const isVaried = new Set(slots.flatMap(({ values }) => values.map(({ path }) => path)));
  const hasPoints = new Set(slots.map(({ system }) => system.id));
  return [
    ...axes
      .flatMap(paramsOf)
      .filter(({ path }) => !isVaried.has(path))
      .map(({ path }) => `the axis ${path} varies no point`),
    ...systems
      .filter(({ id }) => !hasPoints.has(id))
      .map(({ name }) => `${name} has no point left`),
    ...(where !== undefined && removed === 0 ? ["where leaves out no point"] : []),
    ...(sample === undefined ? [] : sampleWarnings(definition, sample)),
    ...movingWarnings(definition),
  ];
}

function sampleWarnings({ axes = [] }: Definition, sample: Sample): readonly string[] {
  const { method, count, paths } = sample;
  const drawn = axes.flatMap(paramsOf).find(({ path }) => path === paths[0]);
  const merged = count - (drawn?.values.length ?? count);
  const isPower = Number.isInteger(Math.log2(count));
  return [
    ...(merged > 0 ? [`${merged} of ${count} drawn points equal others and count once`] : []),
    ...(method === "sobol" && !isPower
      ? [`a sobol sequence is balanced at powers of two, and ${count} is none`]
      : []),
  ];
}
