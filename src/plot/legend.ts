/** Legends of plots: samples with their names, in as many rows as they need. */
import { markerPath } from "./marker-path.ts";
import { type Draw, type SvgElement, textWidth } from "./svg.ts";
import type { SystemStyle } from "./system-style.ts";
import type { Block } from "./text-block.ts";
import type { PlotTheme, ThemeName } from "./theme.ts";

const FONT_SIZE = 12;
const ROW_HEIGHT = 20;
export const SAMPLE_WIDTH = 26;
const GAP = 18;

export interface LegendItem {
  readonly text: string;
  readonly strong: boolean;
  readonly sample: (draw: Draw) => readonly SvgElement[];
}

/** What has a curve of its own. */
export interface NamedCurve {
  readonly id: string;
  readonly name: string;
}

/** Draws a legend with its top left at the origin. */
export function layLegend(
  draw: Draw,
  items: readonly LegendItem[],
  { theme, width }: { readonly theme: PlotTheme; readonly width: number },
): Block {
  const group = draw("g", { "font-size": FONT_SIZE, "aria-hidden": "true" });
  let x = 0;
  let row = 0;
  for (const item of items) {
    const itemWidth = SAMPLE_WIDTH + 6 + textWidth(item.text, FONT_SIZE);
    if (x > 0 && x + itemWidth > width) {
      x = 0;
      row += 1;
    }
    const text = draw(
      "text",
      {
        x: SAMPLE_WIDTH + 6,
        dy: "0.32em",
        fill: item.strong ? theme.text : theme.muted,
        "font-weight": item.strong ? 600 : 400,
      },
      item.text,
    );
    const y = row * ROW_HEIGHT + ROW_HEIGHT / 2;
    group.append(draw("g", { transform: `translate(${x},${y})` }, ...item.sample(draw), text));
    x += itemWidth + GAP;
  }
  return { group, height: (row + 1) * ROW_HEIGHT };
}

/** One item per curve: its line with its marker. */
export function curveItems(
  curves: readonly NamedCurve[],
  styles: ReadonlyMap<string, SystemStyle>,
  themeName: ThemeName,
): LegendItem[] {
  return curves.flatMap(({ id, name }) => {
    const style = styles.get(id);
    if (style === undefined) return [];
    const colour = style.colour[themeName];
    return [
      {
        text: name,
        strong: true,
        sample: (draw: Draw) => [
          sampleLine(draw, colour, "none", 2),
          draw("path", {
            d: markerPath(style.marker, 4.2),
            fill: colour,
            transform: `translate(${SAMPLE_WIDTH / 2},0)`,
          }),
        ],
      },
    ];
  });
}

export function sampleLine(draw: Draw, colour: string, dash: string, width: number): SvgElement {
  return draw("line", {
    x2: SAMPLE_WIDTH,
    stroke: colour,
    "stroke-width": width,
    "stroke-dasharray": dash,
  });
}
