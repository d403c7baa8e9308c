/** The axes of a definition as readers and plots see them: each value as text and as a number. */
import { formatParam, type Param } from "../params.ts";
import { SCALES } from "../units.ts";
import type { Definition } from "./definition.ts";
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

export function shownAxes(definition: Definition): readonly ShownAxis[] {
  const subjects = { ...definition, platform: undefined };
  return (definition.axes ?? []).map(({ path, values }) => {
    const param = axisParam(path, subjects);
    if (param === undefined) throw new RangeError(`nothing has a parameter ${path}`);
    return {
      path,
      baseUnit: SCALES[param.dimension].base,
      values: values.map((value) => shownValue(param, value)),
    };
  });
}

function shownValue(param: Param, value: number): ShownAxisValue {
  const text = formatParam(param, value);
  return { text, value: Object.hasOwn(param.words ?? {}, text) ? null : value };
}
