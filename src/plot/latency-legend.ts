/** Legend of the latency-against-throughput plot: the systems, then what line and marker mean. */
import type { LatencyThroughputData } from "./latency-throughput-data.ts";
import { markerPath } from "./marker-path.ts";
import { type Draw, type SvgElement, textWidth } from "./svg.ts";
import type { SystemStyle } from "./system-style.ts";
import type { PlotTheme, ThemeName } from "./theme.ts";

const FONT_SIZE = 12;
const ROW_HEIGHT = 20;
const SAMPLE_WIDTH = 26;
const GAP = 18;

interface Item {
  readonly text: string;
  readonly strong: boolean;
  readonly sample: (draw: Draw) => readonly SvgElement[];
}

/** Draws the legend with its top left at the origin; answers its height. */
export function drawLegend(
  draw: Draw,
  data: LatencyThroughputData,
  styles: ReadonlyMap<string, SystemStyle>,
  look: { readonly theme: PlotTheme; readonly themeName: ThemeName; readonly width: number },
): { readonly group: SvgElement; readonly height: number } {
  const { theme, themeName, width } = look;
  const group = draw("g", { "font-size": FONT_SIZE, "aria-hidden": "true" });
  let x = 0;
  let row = 0;
  for (const item of [...systemItems(data, styles, themeName), ...keyItems(data, theme)]) {
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

function systemItems(
  data: LatencyThroughputData,
  styles: ReadonlyMap<string, SystemStyle>,
  themeName: ThemeName,
): Item[] {
  return data.systems.flatMap((system) => {
    const style = styles.get(system.id);
    if (style === undefined) return [];
    const colour = style.colour[themeName];
    return [
      {
        text: system.name,
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

function keyItems(data: LatencyThroughputData, theme: PlotTheme): Item[] {
  const line = (text: string, dash: string, width: number): Item => ({
    text,
    strong: false,
    sample: (draw) => [sampleLine(draw, theme.muted, dash, width)],
  });
  const items = [line("p99", "none", 2), line("p50", "5 3", 1.4)];
  if (data.systems.some((s) => s.maxUnderSloRps !== null)) {
    const upright = { x1: SAMPLE_WIDTH / 2, x2: SAMPLE_WIDTH / 2, y1: -7, y2: 7 };
    const stroke = { stroke: theme.muted, "stroke-width": 1.4, "stroke-dasharray": "1 3" };
    items.push({
      text: "most load under the SLO",
      strong: false,
      sample: (draw) => [draw("line", { ...upright, ...stroke })],
    });
  }
  const anySaturated = data.systems.some((s) => s.points.some((p) => p.saturated));
  if (anySaturated) {
    items.push({
      text: "saturated",
      strong: false,
      sample: (draw) => [
        draw("circle", {
          cx: SAMPLE_WIDTH / 2,
          r: 4.2,
          fill: theme.background,
          stroke: theme.muted,
          "stroke-width": 1.4,
        }),
      ],
    });
  }
  return items;
}

function sampleLine(draw: Draw, colour: string, dash: string, width: number): SvgElement {
  return draw("line", {
    x2: SAMPLE_WIDTH,
    stroke: colour,
    "stroke-width": width,
    "stroke-dasharray": dash,
  });
}
