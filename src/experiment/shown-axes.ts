/** The axes of a definition as readers and plots see them: each value as text and as a number. */
import { formatParam, type Param } from "../params.ts";
import { SCALES } from "../units.ts";
import { paramsOf } from "./axes.ts";
import type { Definition } from "./definition.ts";
import { layoutOf } from "./layout.ts";
import { axisParam } from "./schema/axis-params.ts";

export interface ShownAxisValue {
  /** With its unit, or as a word: what the parameters of a point hold. */
  readonly text: string;
  /** In the base unit; null for a word. */
  readonly value: number | null;
}

export interface ShownAxis {
  readonly path: string;
  readonly baseUnit: string;
  readonly values: readonly ShownAxisValue[];
}

/** One per parameter that varies; those of a lock-step one by one, and what is only included last. */
export function shownAxes(definition: Definition): readonly ShownAxis[] {
  const subjects = { ...definition, platform: undefined };
  return [...valuesByPath(definition)].map(([path, values]) => {
    const param = axisParam(path, subjects);
    if (param === undefined) throw new RangeError(`nothing has a parameter ${path}`);
    return {
      path,
      baseUnit: SCALES[param.dimension].base,
      values: [...values].map((value) => shownValue(param, value)),
    };
  });
}

/** The values of each parameter, each once, in the order of the definition. */
function valuesByPath(definition: Definition): Map<string, Set<number>> {
  const { axes = [], include } = definition;
  const byPath = new Map<string, Set<number>>();
  const note = (path: string, values: readonly number[]) =>
    byPath.set(path, new Set([...(byPath.get(path) ?? []), ...values]));
  for (const { path, values } of axes.flatMap(paramsOf)) note(path, values);
  const slots = include === undefined ? [] : layoutOf(definition).slots;
  for (const { path, value } of slots.flatMap((slot) => slot.values)) {
    if (byPath.get(path)?.has(value) !== true) note(path, [value]);
  }
  return byPath;
}

function shownValue(param: Param, value: number): ShownAxisValue {
  const text = formatParam(param, value);
  return { text, value: Object.hasOwn(param.words ?? {}, text) ? null : value };
}
