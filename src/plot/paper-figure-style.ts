/**
 * How the series of a paper's figure look: colour and marker of their dataplane as everywhere. Where a
 * figure compares settings of one dataplane, hue tells them apart, and the dataplane's own is the last.
 */
import type { PaperFigureData } from "./paper-figure-data.ts";
import { type MarkerShape, type SystemStyle, systemStyles } from "./system-style.ts";

/** A series' look: the style of its system, and how its line is drawn. */
export interface PaperStyle extends Pick<SystemStyle, "colour" | "marker"> {
  /** Dash of its main line; "none" for the first system of a dataplane. */
  readonly dash: string;
}

/** More settings than this are told apart by hue. */
const MOST_VARIANTS = 2;
const SECOND_DASH = "6 3";

/** From grey to the blue of IX; each stands at 3:1 against both backgrounds' themes. */
const RAMP: readonly PaperStyle["colour"][] = [
  { light: "#5d6672", dark: "#aab3bf" },
  { light: "#8f6c00", dark: "#e6b832" },
  { light: "#a8548a", dark: "#d993bb" },
  { light: "#00767a", dark: "#4fc4c4" },
  { light: "#0072b2", dark: "#56b4e9" },
];
const RAMP_MARKERS: readonly MarkerShape[] = [
  "diamond",
  "square",
  "triangle",
  "inverted",
  "circle",
];

/** Styles by series id. */
export function paperStyles({ panels }: PaperFigureData): ReadonlyMap<string, PaperStyle> {
  const systems = new Map(
    panels.flatMap((panel) => panel.series).map(({ id, dataplane }) => [id, { id, dataplane }]),
  );
  const list = [...systems.values()];
  const counts = new Map<string, number>();
  for (const { dataplane } of list) counts.set(dataplane, (counts.get(dataplane) ?? 0) + 1);
  const usual = systemStyles(list);
  const seen = new Map<string, number>();
  return new Map(
    list.map(({ id, dataplane }): [string, PaperStyle] => {
      const nth = seen.get(dataplane) ?? 0;
      seen.set(dataplane, nth + 1);
      const of = counts.get(dataplane) ?? 1;
      const style = usual.get(id);
      if (style === undefined || of > MOST_VARIANTS) return [id, rampStyle(nth, of)];
      const { colour, marker } = style;
      return [id, { colour, marker, dash: nth === 0 ? "none" : SECOND_DASH }];
    }),
  );
}

function rampStyle(nth: number, of: number): PaperStyle {
  const at = Math.max(0, RAMP.length - of + nth) % RAMP.length;
  const colour = RAMP[at] ?? { light: "#5d6672", dark: "#aab3bf" };
  return { colour, marker: RAMP_MARKERS[at] ?? "circle", dash: "none" };
}
