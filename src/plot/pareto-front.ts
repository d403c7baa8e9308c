/**
 * A Pareto front: every point of an experiment in two measures, the front as steps between what can
 * be had, dominated points faint behind it, and hollow those that miss the objective. A pure function
 * from data to SVG, for the command line, the API and the dashboard.
 */
import * as Plot from "@observablehq/plot";
import { type Canvas, type FigureOptions, figureSvg } from "./figure.ts";
import { linearTicks, logTicks } from "./latency-scales.ts";
import { layLegend, type LegendItem, SAMPLE_WIDTH, sampleLine } from "./legend.ts";
import { markerPath, markerSymbol } from "./marker-path.ts";
import { type SiPrefix, sharedPrefix, tickLabels, unitWith } from "./number-format.ts";
import {
  frontOf,
  type ParetoFrontData,
  type ParetoMeasure,
  placedPoints,
  type PlacedPoint,
} from "./pareto-front-data.ts";
import { paretoPointLabel, paretoSummary } from "./pareto-front-summary.ts";
import { axisLook, plotFrame, plotInto } from "./plot-into.ts";
import { provenanceText } from "./provenance.ts";
import type { Draw, SvgElement } from "./svg.ts";
import { type SystemStyle, systemStyles } from "./system-style.ts";
import type { ThemeName } from "./theme.ts";

const MARGIN = { left: 62, right: 18, bottom: 42, top: 10 };
/** Values that span more than this many times stand on a log axis. */
const LOG_ABOVE = 20;
const TICK_WIDTH = 90;
const TICK_HEIGHT = 40;
const FRONT_RADIUS = 5;
const FAINT_RADIUS = 3;
const FAINT = 0.38;

export function paretoFrontSvg(data: ParetoFrontData, options: FigureOptions): string {
  const styles = systemStyles(data.systems);
  return figureSvg(
    {
      className: "pareto-front",
      title: data.title,
      summary: paretoSummary(data),
      footer: provenanceText(data.provenance, false, [
        "fronts are of the values, not of intervals",
      ]),
      legend: (canvas) =>
        layLegend(canvas.draw, legendItems(data, styles, canvas), {
          theme: canvas.theme,
          width: canvas.width,
        }),
      plot: (canvas, height) => drawFront(data, styles, canvas, height),
    },
    options,
  );
}

function legendItems(
  data: ParetoFrontData,
  styles: ReadonlyMap<string, SystemStyle>,
  { theme, themeName }: Canvas,
): LegendItem[] {
  const shown = new Set(data.points.map(({ standing }) => standing));
  const dot = (draw: Draw, look: Readonly<Record<string, string | number>>) => [
    draw("path", {
      d: markerPath("circle", 3.6),
      transform: `translate(${SAMPLE_WIDTH / 2},0)`,
      ...look,
    }),
  ];
  const items: (LegendItem & { readonly isShown: boolean })[] = [
    {
      text: "Pareto front",
      strong: false,
      isShown: shown.has("FRONT"),
      sample: (draw) => [sampleLine(draw, theme.text, "none", 1.6)],
    },
    {
      text: "dominated",
      strong: false,
      isShown: shown.has("DOMINATED"),
      sample: (draw) => dot(draw, { fill: theme.muted, "fill-opacity": FAINT }),
    },
    {
      text: `not within ${data.objective ?? "the objective"}`,
      strong: false,
      isShown: shown.has("MISSES_SLO"),
      sample: (draw) => dot(draw, { fill: "none", stroke: theme.muted, "stroke-width": 1.2 }),
    },
  ];
  return [
    ...data.systems.flatMap(({ id, name }) => systemItem(name, styles.get(id), themeName)),
    ...items.filter(({ isShown }) => isShown),
  ];
}

/** Its marker alone: only the front is a line. */
function systemItem(
  text: string,
  style: SystemStyle | undefined,
  themeName: ThemeName,
): readonly LegendItem[] {
  if (style === undefined) return [];
  const look = { fill: style.colour[themeName], transform: `translate(${SAMPLE_WIDTH / 2},0)` };
  const d = markerPath(style.marker, 4.6);
  return [{ text, strong: true, sample: (draw) => [draw("path", { d, ...look })] }];
}

interface Across {
  readonly type: "linear" | "log";
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
  readonly prefix: SiPrefix;
}

/** From zero, or on a log axis if the values span far. */
function scaleOf(values: readonly number[], mostTicks: number): Across {
  const high = Math.max(...values, 0) || 1;
  const low = Math.min(...values, high);
  const prefix = sharedPrefix([high]);
  if (low > 0 && high / low > LOG_ABOVE) {
    const domain = [low / 1.15, high * 1.15] as const;
    return { type: "log", domain, ticks: logTicks(...domain), prefix };
  }
  const top = high * 1.06;
  return { type: "linear", domain: [0, top], ticks: linearTicks(top, mostTicks), prefix };
}

function drawFront(
  data: ParetoFrontData,
  styles: ReadonlyMap<string, SystemStyle>,
  canvas: Canvas,
  height: number,
): SvgElement {
  const { width } = canvas;
  const placed = placedPoints(data);
  const x = scaleOf(
    placed.map((point) => point.x),
    (width - MARGIN.left - MARGIN.right) / TICK_WIDTH,
  );
  const y = scaleOf(
    placed.map((point) => point.y),
    height / TICK_HEIGHT,
  );
  return plotInto({
    ...plotFrame(canvas, MARGIN),
    width,
    height,
    x: { type: x.type, domain: [...x.domain], label: null },
    y: { type: y.type, domain: [...y.domain], label: null },
    marks: [
      ...axisMarks(data, x, y, canvas),
      ...pointMarks(data, placed, styles, canvas),
      ...frontMarks(data, styles, canvas),
    ],
  });
}

function axisMarks(data: ParetoFrontData, x: Across, y: Across, { theme }: Canvas): Plot.Markish[] {
  const { grid, axis } = axisLook(theme);
  const text = ({ type, ticks, prefix }: Across) => {
    const values = ticks.map((value) => value / prefix.factor);
    // Ticks of a log axis span far: each has the decimals that it needs.
    const labels = type === "log" ? values.flatMap((v) => tickLabels([v])) : tickLabels(values);
    return (_: number, i: number) => labels[i] ?? "";
  };
  return [
    Plot.gridX(x.ticks, grid),
    Plot.gridY(y.ticks, grid),
    Plot.axisX(x.ticks, { ...axis, label: titleOf(data.x, x), labelOffset: 36, text: text(x) }),
    Plot.axisY(y.ticks, { ...axis, label: titleOf(data.y, y), labelOffset: 52, text: text(y) }),
  ];
}

/** `Throughput (k requests/s), more is better` */
function titleOf({ title, unit, better }: ParetoMeasure, { prefix }: Across): string {
  const shown = unitWith(prefix, unit);
  const quantity = shown === "" ? title : `${title} (${shown})`;
  return `${quantity}, ${better === "LOWER" ? "less" : "more"} is better`;
}

/** What is behind the front: faint if dominated, hollow if it misses the objective. */
function pointMarks(
  data: ParetoFrontData,
  placed: readonly PlacedPoint[],
  styles: ReadonlyMap<string, SystemStyle>,
  { themeName }: Canvas,
): Plot.Markish[] {
  return data.systems.flatMap(({ id }) => {
    const style = styles.get(id);
    if (style === undefined) return [];
    const own = placed.filter(({ systemId }) => systemId === id);
    const look = {
      x: "x",
      y: "y",
      r: FAINT_RADIUS,
      symbol: markerSymbol(style.marker),
      ariaLabel: (point: PlacedPoint) => paretoPointLabel(data, point),
    } as const;
    const colour = style.colour[themeName];
    return [
      Plot.dot(
        own.filter(({ standing }) => standing === "MISSES_SLO"),
        { ...look, stroke: colour, strokeOpacity: FAINT },
      ),
      Plot.dot(
        own.filter(({ standing }) => standing === "DOMINATED"),
        { ...look, fill: colour, fillOpacity: FAINT, stroke: "none" },
      ),
    ];
  });
}

/** The front as steps: between two of its points, what can be had is what one of them gives. */
function frontMarks(
  data: ParetoFrontData,
  styles: ReadonlyMap<string, SystemStyle>,
  canvas: Canvas,
): Plot.Markish[] {
  const front = frontOf(data);
  return [
    Plot.line(front, {
      x: "x",
      y: "y",
      curve: data.x.better === "LOWER" ? "step-after" : "step-before",
      stroke: canvas.theme.text,
      strokeWidth: 1.6,
      ariaDescription: "Pareto front",
    }),
    ...data.systems.flatMap(({ id }) => {
      const style = styles.get(id);
      if (style === undefined) return [];
      return Plot.dot(
        front.filter(({ systemId }) => systemId === id),
        {
          x: "x",
          y: "y",
          r: FRONT_RADIUS,
          symbol: markerSymbol(style.marker),
          fill: style.colour[canvas.themeName],
          stroke: canvas.theme.background,
          strokeWidth: 1.2,
          ariaLabel: (point: PlacedPoint) => paretoPointLabel(data, point),
        },
      );
    }),
  ];
}
