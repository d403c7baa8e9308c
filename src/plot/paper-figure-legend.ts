/** Legend of a paper's figure: its series, then what is simulated and what is published. */
import { type LegendItem, layLegend, SAMPLE_WIDTH } from "./legend.ts";
import { markerPath } from "./marker-path.ts";
import type { PaperFigureData } from "./paper-figure-data.ts";
import type { PaperStyle } from "./paper-figure-style.ts";
import type { Draw, SvgElement } from "./svg.ts";
import type { Block } from "./text-block.ts";
import type { PlotTheme, ThemeName } from "./theme.ts";

interface Look {
  readonly styles: ReadonlyMap<string, PaperStyle>;
  readonly theme: PlotTheme;
  readonly themeName: ThemeName;
  readonly width: number;
}

/** Draws the legend with its top left at the origin. */
export function drawPaperLegend(draw: Draw, data: PaperFigureData, look: Look): Block {
  return layLegend(draw, [...seriesItems(draw, data, look), ...keyItems(draw, data, look)], look);
}

/** One item per system: the look of its main line and its published marker. */
function seriesItems(draw: Draw, { panels }: PaperFigureData, look: Look): LegendItem[] {
  const ids = new Set(panels.flatMap((panel) => panel.series.map(({ id }) => id)));
  return [...ids].flatMap((id) => {
    const style = look.styles.get(id);
    if (style === undefined) return [];
    const colour = style.colour[look.themeName];
    const line = sampleLine(draw, colour, style.dash, 1.9);
    return [
      { text: id, strong: true, sample: () => [line, marker(draw, style, look, colour, 4.4)] },
    ];
  });
}

function keyItems(draw: Draw, { panels }: PaperFigureData, look: Look): LegendItem[] {
  const { muted } = look.theme;
  const all = panels.flatMap((panel) => panel.series);
  const items: LegendItem[] = [];
  const add = (text: string, ...sample: readonly SvgElement[]) =>
    items.push({ text, strong: false, sample: () => sample });
  const secondary = all.find((series) => series.isSecondary);
  const dot = () => draw("circle", { cx: SAMPLE_WIDTH / 2, r: 2.1, fill: muted });
  const primary = all.find((series) => !series.isSecondary && series.name !== series.id);
  if (secondary !== undefined && primary !== undefined) {
    add(ending(primary), sampleLine(draw, muted, "none", 1.9));
    add(ending(secondary), sampleLine(draw, muted, "2 3", 1.2));
  }
  add("simulated", sampleLine(draw, muted, "none", 1.4), dot());
  if (all.some((series) => series.published.length > 0)) {
    const style = { marker: "circle" } as const;
    add("published", marker(draw, style, look, muted, 4.4));
  }
  return items;
}

/** "p99" of the series "IX p99". */
const ending = ({ id, name }: { readonly id: string; readonly name: string }): string =>
  name.startsWith(`${id} `) ? name.slice(id.length + 1) : name;

function marker(
  draw: Draw,
  style: Pick<PaperStyle, "marker">,
  look: Look,
  colour: string,
  radius: number,
): SvgElement {
  return draw("path", {
    d: markerPath(style.marker, radius),
    fill: look.theme.background,
    stroke: colour,
    "stroke-width": 1.7,
    transform: `translate(${SAMPLE_WIDTH / 2},0)`,
  });
}

const sampleLine = (draw: Draw, colour: string, dash: string, width: number): SvgElement =>
  draw("line", {
    x2: SAMPLE_WIDTH,
    stroke: colour,
    "stroke-width": width,
    "stroke-dasharray": dash,
  });
