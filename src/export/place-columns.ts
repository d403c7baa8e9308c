/** The columns that say what a row is about: its point, system, axis values and load. */
import type { Definition } from "../experiment/definition.ts";
import { type Place, placeLabel, placeOf } from "../experiment/points.ts";
import { type ShownAxis, shownAxes } from "../experiment/shown-axes.ts";
import { type Cell, type Column, integer, number, type Row, text } from "./table.ts";

export interface PlaceColumns {
  readonly columns: readonly Column[];
  cellsOf(pointIndex: number): Row;
}

export function placeColumns(definition: Definition): PlaceColumns {
  const axes = shownAxes(definition);
  return {
    columns: [
      integer("point"),
      text("label"),
      text("system"),
      text("dataplane"),
      text("policy"),
      ...axes.flatMap(axisColumns),
      text("loadPattern"),
      number("load", "requests/s"),
    ],
    cellsOf(pointIndex) {
      const place = placeOf(definition, pointIndex);
      return [
        pointIndex,
        placeLabel(place),
        place.system.id,
        place.system.dataplane.kind,
        place.system.policy.kind,
        ...axes.flatMap((axis) => axisCells(axis, place)),
        place.system.loadPattern?.kind ?? null,
        place.offeredRps,
      ];
    },
  };
}

/** Some axes have words among their values, such as `forever`; those stand in a column of their own. */
const hasWords = ({ values }: ShownAxis): boolean => values.some(({ value }) => value === null);

function axisColumns(axis: ShownAxis): readonly Column[] {
  const own = number(axis.path, axis.baseUnit);
  return hasWords(axis) ? [own, text(`${axis.path} as a word`)] : [own];
}

/** Nulls for a system that the axis does not vary. */
function axisCells(axis: ShownAxis, { axes }: Place): readonly Cell[] {
  const shown = axis.values.find((value) => value.text === axes[axis.path]);
  const value = shown?.value ?? null;
  if (!hasWords(axis)) return [value];
  return [value, value === null ? (shown?.text ?? null) : null];
}
