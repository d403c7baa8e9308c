/**
 * Power against load, as SoCC'15 explores static configurations: a thin line for each, the Pareto frontier
 * in bold, and the published frontier as markers. A pure function from data to SVG.
 */
import * as Plot from "@observablehq/plot";
import { type Canvas, type FigureOptions, figureSvg } from "./figure.ts";
import { linearTicks } from "./latency-scales.ts";
import { layLegend, type LegendItem, SAMPLE_WIDTH, sampleLine } from "./legend.ts";
import { markerPath, markerSymbol } from "./marker-path.ts";
import { sharedPrefix, threeDigits, tickLabels } from "./number-format.ts";
import { axisLook, plotFrame, plotInto } from "./plot-into.ts";
import {
  configurationText,
  maximumConfiguration,
  type PowerLoadCurves,
  type PowerPoint,
  type StaticPowerCurve,
} from "./power-load-data.ts";
import { provenanceText } from "./provenance.ts";
import { powerLoadSummary } from "./power-load-summary.ts";
import type { SvgElement } from "./svg.ts";
import { dataplaneStyle } from "./system-style.ts";

export type { PowerLoadCurves, StaticPowerCurve } from "./power-load-data.ts";

const MARGIN = { left: 50, right: 14, bottom: 42, top: 8 };
const TICK_ROOM = { x: 55, y: 40 };
const HEADROOM = 1.06;
const THIN = 0.8;
const BOLD = 3;
/** Of the frontier that changes the clock and nothing else. */
const CLOCK_WIDTH = 1.8;
const CLOCK_DASH = "6 4";
const PUBLISHED_RADIUS = 4.6;

export const powerLoadCurvesSvg = (data: PowerLoadCurves, options: FigureOptions): string =>
  figureSvg(
    {
      className: "power-load-curves",
      title: data.title,
      subtitle: data.subtitle,
      summary: powerLoadSummary(data),
      footer: powerLoadFooter(data),
      legend: (canvas) => layLegend(canvas.draw, legendItems(data, canvas), canvas),
      plot: (canvas, height) => drawCurves(data, canvas, height),
    },
    options,
  );

export function powerLoadFooter({ provenance }: PowerLoadCurves): string {
  const lines = "Each line ends at the highest load that meets the objective.";
  return provenance === undefined ? lines : `${lines} ${provenanceText(provenance, false)}`;
}

function legendItems(data: PowerLoadCurves, { theme, themeName }: Canvas): LegendItem[] {
  const { colour } = dataplaneStyle("ix");
  const item = (text: string, sample: LegendItem["sample"]): LegendItem[] => [
    { text, strong: false, sample },
  ];
  const maximum = maximumConfiguration(data);
  return [
    ...item("Pareto frontier", (d) => [sampleLine(d, colour[themeName], "none", BOLD)]),
    ...(data.clockFrontier === undefined
      ? []
      : item("frontier of the clock alone, all threads", (d) => [
          sampleLine(d, colour[themeName], CLOCK_DASH, CLOCK_WIDTH),
        ])),
    ...(data.published === undefined
      ? []
      : item("published", (d) => [
          d("path", {
            d: markerPath("circle", PUBLISHED_RADIUS),
            fill: theme.background,
            stroke: theme.text,
            "stroke-width": 1.7,
            transform: `translate(${SAMPLE_WIDTH / 2},0)`,
          }),
        ])),
    ...(maximum === undefined
      ? []
      : item(`${configurationText(maximum)} (maximum)`, (d) => [
          sampleLine(d, theme.text, "none", 1.6),
        ])),
    ...(data.curves.length < 2
      ? []
      : item("another configuration", (d) => [sampleLine(d, theme.axis, "none", THIN)])),
  ];
}

/** A point of a curve, with the curve that it is drawn in. */
interface Placed extends PowerPoint {
  readonly curve: StaticPowerCurve;
}

function drawCurves(data: PowerLoadCurves, canvas: Canvas, height: number): SvgElement {
  const { theme, themeName, width } = canvas;
  const { published = [] } = data;
  const everything = [...data.curves.flatMap(({ points }) => points), ...data.frontier];
  const all = [...everything, ...published];
  const top = (values: readonly number[], none: number) =>
    HEADROOM * Math.max(0, ...values.filter(Number.isFinite)) || none;
  const topRps = top(
    all.map(({ rps }) => rps),
    1e6,
  );
  const topWatts = top(
    all.map(({ watts }) => watts),
    100,
  );
  return plotInto({
    ...plotFrame(canvas, MARGIN),
    width,
    height,
    x: { domain: [0, topRps], label: null },
    y: { domain: [0, topWatts], label: null },
    marks: [
      ...axisMarks({ topRps, topWatts, width, height }, canvas),
      ...curveMarks(data, canvas),
      Plot.line(data.clockFrontier ?? [], {
        x: "rps",
        y: "watts",
        stroke: dataplaneStyle("ix").colour[themeName],
        strokeWidth: CLOCK_WIDTH,
        strokeDasharray: CLOCK_DASH,
        ariaDescription: "Frontier of the clock alone",
      }),
      Plot.line(data.frontier, {
        x: "rps",
        y: "watts",
        stroke: dataplaneStyle("ix").colour[themeName],
        strokeWidth: BOLD,
        ariaDescription: "Pareto frontier",
      }),
      Plot.dot(published, {
        x: "rps",
        y: "watts",
        r: PUBLISHED_RADIUS,
        symbol: markerSymbol("circle"),
        fill: theme.background,
        stroke: theme.text,
        strokeWidth: 1.7,
        ariaLabel: ({ rps, watts }: PowerPoint) =>
          `published: ${threeDigits(watts)} W at ${threeDigits(rps)} requests/s`,
      }),
    ],
  });
}

interface Frame {
  readonly topRps: number;
  readonly topWatts: number;
  readonly width: number;
  readonly height: number;
}

function axisMarks(frame: Frame, { theme }: Canvas): Plot.Markish[] {
  const { symbol, factor } = sharedPrefix([frame.topRps]);
  const across = linearTicks(frame.topRps, frame.width / TICK_ROOM.x);
  const up = linearTicks(frame.topWatts, frame.height / TICK_ROOM.y);
  const loads = tickLabels(across.map((rps) => rps / factor));
  const powers = tickLabels(up);
  const { grid, axis } = axisLook(theme);
  return [
    Plot.gridX(across, grid),
    Plot.gridY(up, grid),
    Plot.axisX(across, {
      ...axis,
      label: `Load (${symbol === "" ? "" : `${symbol} `}requests/s)`,
      labelOffset: 36,
      text: (_: number, i: number) => loads[i] ?? "",
    }),
    Plot.axisY(up, {
      ...axis,
      label: "Package power (W)",
      labelOffset: 44,
      text: (_: number, i: number) => powers[i] ?? "",
    }),
    Plot.ruleY([0], { stroke: theme.axis }),
  ];
}

/** The maximum configuration over the others, because savings are reckoned from it. */
function curveMarks(data: PowerLoadCurves, { theme }: Canvas): Plot.Markish[] {
  const maximum = maximumConfiguration(data);
  const lines = (curves: readonly StaticPowerCurve[], stroke: string, strokeWidth: number) =>
    Plot.line(
      curves.flatMap((curve) => curve.points.map((point): Placed => ({ ...point, curve }))),
      {
        x: "rps",
        y: "watts",
        z: ({ curve }: Placed) => curve.id,
        stroke,
        strokeWidth,
        ariaLabel: ({ curve }: Placed) => configurationText(curve),
      },
    );
  return [
    lines(
      data.curves.filter((curve) => curve !== maximum),
      theme.axis,
      THIN,
    ),
    lines(maximum === undefined ? [] : [maximum], theme.text, 1.6),
  ];
}
