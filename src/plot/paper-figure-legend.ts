/** Legend of a paper's figure: its series, then what is simulated and what is published. */
import { markerPath } from "./marker-path.ts";
import type { PaperFigureData } from "./paper-figure-data.ts";
import type { PaperStyle } from "./paper-figure-style.ts";
import { type Draw, type SvgElement, textWidth } from "./svg.ts";
import type { Block } from "./text-block.ts";
import type { PlotTheme, ThemeName } from "./theme.ts";

const FONT_SIZE = 12;
const ROW_HEIGHT = 20;
const SAMPLE_WIDTH = 26;
const GAP = 16;

interface Look {
  readonly styles: ReadonlyMap<string, PaperStyle>;
  readonly theme: PlotTheme;
  readonly themeName: ThemeName;
  readonly width: number;
}

interface Item {
  readonly text: string;
  readonly isStrong: boolean;
  readonly sample: readonly SvgElement[];
}

/** Draws the legend with its top left at the origin. */
export function drawPaperLegend(draw: Draw, data: PaperFigureData, look: Look): Block {
  const { theme, width } = look;
  const group = draw("g", { "font-size": FONT_SIZE, "aria-hidden": "true" });
  let x = 0;
  let row = 0;
  for (const item of [...seriesItems(draw, data, look), ...keyItems(draw, data, look)]) {
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
        fill: item.isStrong ? theme.text : theme.muted,
        "font-weight": item.isStrong ? 600 : 400,
      },
      item.text,
    );
    const y = row * ROW_HEIGHT + ROW_HEIGHT / 2;
    group.append(draw("g", { transform: `translate(${x},${y})` }, ...item.sample, text));
    x += itemWidth + GAP;
  }
  return { group, height: (row + 1) * ROW_HEIGHT };
}

/** One item per system: the look of its main line and its published marker. */
function seriesItems(draw: Draw, { panels }: PaperFigureData, look: Look): Item[] {
  const ids = new Set(panels.flatMap((panel) => panel.series.map(({ id }) => id)));
  return [...ids].flatMap((id) => {
    const style = look.styles.get(id);
    if (style === undefined) return [];
    const colour = style.colour[look.themeName];
    const line = sampleLine(draw, colour, style.dash, 1.9);
    return [{ text: id, isStrong: true, sample: [line, marker(draw, style, look, colour, 4.4)] }];
  });
}

function keyItems(draw: Draw, { panels }: PaperFigureData, look: Look): Item[] {
  const { muted } = look.theme;
  const all = panels.flatMap((panel) => panel.series);
  const items: Item[] = [];
  const add = (text: string, ...sample: readonly SvgElement[]) =>
    items.push({ text, isStrong: false, sample });
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
