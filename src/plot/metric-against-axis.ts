/**
 * A metric against an axis of an experiment: throughput against connections, message bytes, hardware
 * threads, ... One curve per system and combination of the other axes, with confidence intervals. A
 * pure function from data to SVG, for the command line, the API and the dashboard.
 */
import * as Plot from "@observablehq/plot";
import { type Canvas, type FigureOptions, figureSvg } from "./figure.ts";
import { curveItems, layLegend } from "./legend.ts";
import { MARKER_RADIUS } from "./latency-marks.ts";
import { markerSymbol } from "./marker-path.ts";
import {
  axisTitle,
  type MetricAgainstAxisData,
  type MetricCurve,
  type MetricPoint,
} from "./metric-against-axis-data.ts";
import { type AxisScale, axisScale, axisTicks, metricScale } from "./metric-scales.ts";
import { metricPointLabel, metricSummary } from "./metric-summary.ts";
import { tickLabels } from "./number-format.ts";
import { axisLook, plotFrame, plotInto } from "./plot-into.ts";
import { provenanceText } from "./provenance.ts";
import type { SvgElement } from "./svg.ts";
import { type SystemStyle, systemStyles } from "./system-style.ts";

const MARGIN = { left: 58, right: 14, bottom: 42, top: 8 };

export function metricAgainstAxisSvg(data: MetricAgainstAxisData, options: FigureOptions): string {
  const styles = systemStyles(data.curves);
  return figureSvg(
    {
      className: "metric-against-axis",
      title: data.title,
      summary: metricSummary(data),
      footer: metricFooter(data),
      legend: ({ draw, theme, themeName, width }) =>
        layLegend(draw, curveItems(data.curves, styles, themeName), { theme, width }),
      plot: (canvas, height) => drawMetric(data, styles, canvas, height),
    },
    options,
  );
}

/** Where the numbers come from, in one line. */
export const metricFooter = ({ curves, provenance }: MetricAgainstAxisData): string =>
  provenanceText(
    provenance,
    curves.some(({ points }) => points.some((p) => p.low !== null && p.high !== null)),
  );

function drawMetric(
  data: MetricAgainstAxisData,
  styles: ReadonlyMap<string, SystemStyle>,
  canvas: Canvas,
  height: number,
): SvgElement {
  const { theme, themeName, width } = canvas;
  const across = axisScale(data.axis);
  const { top } = metricScale(data, height);
  return plotInto({
    ...plotFrame(canvas, MARGIN),
    width,
    height,
    x: { type: across.type, domain: [...across.domain], label: null },
    y: { domain: [0, top], label: null },
    marks: [
      ...axisMarks(data, across, canvas, height),
      ...data.curves.flatMap((curve) => {
        const style = styles.get(curve.id);
        const background = theme.background;
        return style === undefined
          ? []
          : curveMarks(data, curve, across, { style, colour: style.colour[themeName], background });
      }),
    ],
  });
}

function axisMarks(
  data: MetricAgainstAxisData,
  across: AxisScale,
  { theme, width }: Canvas,
  height: number,
): Plot.Markish[] {
  const { prefix, ticks } = metricScale(data, height);
  const labels = tickLabels(ticks.map((value) => value / prefix.factor));
  const shown = axisTicks(data.axis, across, width - MARGIN.left - MARGIN.right);
  const places = shown.map(({ place }) => place);
  const { grid, axis } = axisLook(theme);
  return [
    Plot.gridX(places, grid),
    Plot.gridY(ticks, grid),
    Plot.axisX(places, {
      ...axis,
      label: axisTitle(data.axis.path),
      labelOffset: 36,
      text: (_: number, i: number) => shown[i]?.text ?? "",
    }),
    Plot.axisY(ticks, {
      ...axis,
      label: `${data.metric.title} (${prefix.symbol}${data.metric.unit})`,
      labelOffset: 50,
      text: (_: number, i: number) => labels[i] ?? "",
    }),
    Plot.ruleY([0], { stroke: theme.axis }),
  ];
}

interface CurveLook {
  readonly style: SystemStyle;
  readonly colour: string;
  readonly background: string;
}

/** A point with its place in the curve's list. */
interface Placed extends MetricPoint {
  readonly index: number;
}

function curveMarks(
  data: MetricAgainstAxisData,
  curve: MetricCurve,
  across: AxisScale,
  { style, colour, background }: CurveLook,
): Plot.Markish[] {
  const placed: readonly Placed[] = curve.points
    .map((point, index) => ({ ...point, index }))
    .filter(({ metric }) => metric !== null)
    .toSorted((a, b) => across.placeOf(a) - across.placeOf(b));
  const x = (point: Placed) => across.placeOf(point);
  const y = (point: Placed) => point.metric;
  const known = placed.filter((p) => p.low !== null && p.high !== null);
  return [
    Plot.line(placed, { x, y, stroke: colour, strokeWidth: 2 }),
    Plot.ruleX(known, {
      x,
      y1: (p: Placed) => Math.max(0, p.low ?? 0),
      y2: "high",
      stroke: colour,
      strokeWidth: 1.3,
      strokeOpacity: 0.7,
      ariaDescription: "95 % confidence intervals",
    }),
    Plot.dot(placed, {
      x,
      y,
      r: MARKER_RADIUS,
      symbol: markerSymbol(style.marker),
      fill: colour,
      stroke: background,
      strokeWidth: 1.4,
      ariaLabel: (p: Placed) => metricPointLabel(data, curve, p),
      render: (index, scales, values, dimensions, context, next) => {
        const group = next?.(index, scales, values, dimensions, context) ?? null;
        for (const [i, child] of [...(group?.children ?? [])].entries()) {
          child.setAttribute("data-system", curve.id);
          child.setAttribute("data-point", String(placed[index[i] ?? -1]?.index));
        }
        return group;
      },
    }),
  ];
}
