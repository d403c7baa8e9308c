/**
 * One panel of a paper's figure, by Observable Plot: simulated values as lines with small dots,
 * published ones as larger hollow markers of the same colour. Every marker says what it is.
 */
import * as Plot from "@observablehq/plot";
import { plotFrame } from "./plot-into.ts";
import { markerSymbol } from "./marker-path.ts";
import { threeDigits } from "./number-format.ts";
import type { PaperPanel, PaperPoint, PaperSeries } from "./paper-figure-data.ts";
import { type PaperScale, paperScale } from "./paper-figure-scales.ts";
import type { PaperStyle } from "./paper-figure-style.ts";
import type { SvgDocument, SvgElement } from "./svg.ts";
import type { PlotTheme, ThemeName } from "./theme.ts";

const MARGIN = { left: 58, right: 10, bottom: 44, top: 8 };
const DOT_RADIUS = 2.1;
const PUBLISHED_RADIUS = 5;
/** Where the label of a limit stands, as a share of the axis: between the curves' knees. */
const LIMIT_LABEL_AT = 0.57;

export interface PanelCanvas {
  readonly document: SvgDocument;
  readonly theme: PlotTheme;
  readonly themeName: ThemeName;
  readonly styles: ReadonlyMap<string, PaperStyle>;
}

/** Plot speaks of the browser's document; ours is the part of it that it uses. */
const plotInto = Plot.plot as unknown as (
  options: Omit<Plot.PlotOptions, "document"> & { readonly document: SvgDocument },
) => SvgElement;

export function drawPanel(
  panel: PaperPanel,
  canvas: PanelCanvas,
  size: { readonly width: number; readonly height: number },
): SvgElement {
  const { theme } = canvas;
  const x = paperScale(panel, "x", size.width - MARGIN.left - MARGIN.right);
  const y = paperScale(panel, "y", size.height - MARGIN.top - MARGIN.bottom);
  return plotInto({
    ...plotFrame(canvas, MARGIN),
    ...size,
    x: { type: x.isLog ? "log" : "linear", domain: [x.low, x.high], label: null },
    y: { type: y.isLog ? "log" : "linear", domain: [y.low, y.high], label: null },
    marks: [
      ...axisMarks(panel, x, y, theme),
      ...limitMarks(panel, x, theme),
      ...panel.series.flatMap((series) => lineMarks(series, y, canvas)),
      ...panel.series.map((series) => publishedMark(series, y, canvas)),
    ],
  });
}

function axisMarks(panel: PaperPanel, x: PaperScale, y: PaperScale, theme: PlotTheme) {
  const at = (scale: PaperScale) => scale.ticks.map((tick) => tick.at);
  const grid = { stroke: theme.grid, strokeOpacity: 1 };
  const axis = { color: theme.axis, fill: theme.muted, labelAnchor: "center", labelArrow: "none" };
  return [
    Plot.gridX(at(x), grid),
    Plot.gridY(at(y), grid),
    Plot.axisX(at(x), {
      ...axis,
      label: panel.x.label,
      labelOffset: 38,
      text: (_: number, i: number) => x.ticks[i]?.text ?? "",
    } as Plot.AxisXOptions),
    Plot.axisY(at(y), {
      ...axis,
      label: panel.y.label,
      labelOffset: 54,
      text: (_: number, i: number) => y.ticks[i]?.text ?? "",
    } as Plot.AxisYOptions),
    Plot.ruleY([y.low], { stroke: theme.axis }),
  ];
}

function limitMarks({ limit }: PaperPanel, x: PaperScale, theme: PlotTheme): Plot.Markish[] {
  if (limit === null) return [];
  return [
    Plot.ruleY([limit.value], { stroke: theme.slo, strokeWidth: 1.2, strokeDasharray: "4 3" }),
    Plot.text([limit], {
      x: x.low + LIMIT_LABEL_AT * (x.high - x.low),
      y: "value",
      text: "label",
      dy: -8,
      fill: theme.slo,
    }),
  ];
}

function lineMarks(series: PaperSeries, y: PaperScale, canvas: PanelCanvas): Plot.Markish[] {
  const style = canvas.styles.get(series.id);
  if (style === undefined) return [];
  const stroke = style.colour[canvas.themeName];
  const { isSecondary } = series;
  const shown = series.simulated.filter((p) => p.y <= y.high);
  return [
    Plot.line(untilTop(series.simulated, y.high), {
      x: "x",
      y: "y",
      stroke,
      strokeWidth: isSecondary ? 1.2 : 1.9,
      strokeDasharray: isSecondary ? "2 3" : style.dash,
      ariaDescription: `${series.name}, simulated`,
    }),
    Plot.ruleX(
      shown.filter((p) => p.low !== undefined),
      {
        x: "x",
        y1: "low",
        y2: (p) => Math.min(p.high ?? p.y, y.high),
        stroke,
        strokeOpacity: 0.55,
      },
    ),
    Plot.dot(shown, { x: "x", y: "y", r: isSecondary ? 1.5 : DOT_RADIUS, fill: stroke }),
  ];
}

/** The line to where it first leaves the frame at the top, which is where the eye loses it. */
function untilTop(points: readonly PaperPoint[], top: number): readonly PaperPoint[] {
  const over = points.findIndex((p) => p.y > top);
  if (over < 0) return points;
  const inside = points.slice(0, over);
  const [last, next] = [inside.at(-1), points[over]];
  if (last === undefined || next === undefined) return inside;
  const share = (top - last.y) / (next.y - last.y);
  return [...inside, { x: last.x + share * (next.x - last.x), y: top }];
}

function publishedMark(series: PaperSeries, y: PaperScale, canvas: PanelCanvas): Plot.Markish {
  const style = canvas.styles.get(series.id);
  const stroke = style?.colour[canvas.themeName] ?? canvas.theme.muted;
  return Plot.dot(
    series.published.filter((p) => p.y <= y.high),
    {
      x: "x",
      y: "y",
      r: series.isSecondary ? PUBLISHED_RADIUS - 1.4 : PUBLISHED_RADIUS,
      symbol: markerSymbol(style?.marker ?? "circle"),
      fill: canvas.theme.background,
      fillOpacity: 0.55,
      stroke,
      strokeWidth: 1.7,
      ariaLabel: (p: PaperPoint) =>
        `${series.name}, published: ${threeDigits(p.y)} at ${threeDigits(p.x)}`,
    },
  );
}
