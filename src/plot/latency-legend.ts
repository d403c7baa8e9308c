/** Legend of the latency-against-throughput plot: the curves, then what line and marker mean. */
import type { LatencyThroughputData } from "./latency-throughput-data.ts";
import { curveItems, layLegend, type LegendItem, SAMPLE_WIDTH, sampleLine } from "./legend.ts";
import type { Draw } from "./svg.ts";
import type { SystemStyle } from "./system-style.ts";
import type { Block } from "./text-block.ts";
import type { PlotTheme, ThemeName } from "./theme.ts";

/** Draws the legend with its top left at the origin. */
export function drawLegend(
  draw: Draw,
  data: LatencyThroughputData,
  styles: ReadonlyMap<string, SystemStyle>,
  look: { readonly theme: PlotTheme; readonly themeName: ThemeName; readonly width: number },
): Block {
  const items = [
    ...curveItems(data.systems, styles, look.themeName),
    ...keyItems(data, look.theme),
  ];
  return layLegend(draw, items, look);
}

function keyItems(data: LatencyThroughputData, theme: PlotTheme): LegendItem[] {
  const line = (text: string, dash: string, width: number): LegendItem => ({
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
