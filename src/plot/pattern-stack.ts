/**
 * One run of a load pattern under a policy, as SoCC'15 draws it: load, tail latency, power or background
 * work, and what the policy set, in panels over one time axis. A pure function from data to SVG.
 */
import * as Plot from "@observablehq/plot";
import { type Canvas, type FigureOptions, figureSvg } from "./figure.ts";
import { layLegend } from "./legend.ts";
import { timeAxis } from "./pattern-stack-axes.ts";
import { type PatternStack, secondsAbove, stretches } from "./pattern-stack-data.ts";
import { type StackPanel, stackPanels } from "./pattern-stack-panels.ts";
import { patternSummary } from "./pattern-stack-summary.ts";
import { plotInto } from "./plot-into.ts";
import { boldTextWidth, type SvgElement } from "./svg.ts";
import { dataplaneStyle } from "./system-style.ts";
import type { Block } from "./text-block.ts";

export type { PatternSecond, PatternStack } from "./pattern-stack-data.ts";

const HEIGHT = 860;
/** On a phone, where texts take more lines. */
const NARROW = { below: 480, height: 1000 };
const MARGIN = { left: 54, right: 14, top: 6, bottom: 5 };
/** Below the last panel, for the labels of the time axis. */
const TIME_LABELS = 38;
const PANEL_GAP = 7;
const LOWEST_PANEL = 30;
const HEADING = { size: 13, row: 20, gap: 16 };
/** Of the stripes that lead the eye from a second above the objective to the other panels. */
const STRIPE_OPACITY = 0.13;

export function patternStackSvg(stack: PatternStack, options: FigureOptions): string {
  const isNarrow = (options.width ?? NARROW.below) < NARROW.below;
  return figureSvg(
    {
      className: "pattern-stack",
      title: stack.title,
      subtitle: stack.subtitle,
      summary: patternSummary(stack),
      footer: patternStackFooter(stack),
      // Every panel has its own.
      legend: ({ draw }) => ({ group: draw("g", {}), height: 0 }),
      plot: (canvas, height) => drawStack(stack, canvas, height),
    },
    { height: isNarrow ? NARROW.height : HEIGHT, ...options },
  );
}

export function patternStackFooter({
  maxStaticWatts,
  paretoWatts,
  paretoMbPerS,
}: PatternStack): string {
  const bounds = maxStaticWatts ?? paretoWatts ?? paretoMbPerS;
  return bounds === undefined
    ? "One value per second."
    : "One value per second; what it is compared with, at the load achieved in that second.";
}

function drawStack(stack: PatternStack, canvas: Canvas, height: number): SvgElement {
  const { draw, theme, themeName } = canvas;
  const panels = stackPanels(stack, { theme, colour: dataplaneStyle("ix").colour[themeName] });
  const headed = panels.map((panel) => ({ panel, head: heading(panel, canvas) }));
  const taken = headed.reduce((sum, { head }) => sum + head.height, 0);
  const room = height - taken - TIME_LABELS - PANEL_GAP * (panels.length - 1);
  const weights = panels.reduce((sum, { weight }) => sum + weight, 0);
  const group = draw("g", {});
  let y = 0;
  headed.forEach(({ panel, head }, i) => {
    const isLast = i === panels.length - 1;
    const own = Math.max(LOWEST_PANEL, Math.floor((room * panel.weight) / weights));
    const size = own + (isLast ? TIME_LABELS : 0);
    const plot = draw("g", { transform: `translate(0,${head.height})` });
    plot.append(drawPanel(stack, panel, canvas, { height: size, isLast }));
    group.append(
      draw("g", { transform: `translate(0,${y})`, "data-panel": panel.id }, head.group, plot),
    );
    y += head.height + size + PANEL_GAP;
  });
  return group;
}

/** A panel's title with its legend beside it, or under it where there is no room for one row. */
function heading({ title, legend }: StackPanel, { draw, theme, width }: Canvas): Block {
  const style = { "font-size": HEADING.size, "font-weight": 600, fill: theme.text };
  const text = draw("text", { ...style, y: HEADING.row / 2, dy: "0.32em" }, title);
  if (legend.length === 0) return { group: draw("g", {}, text), height: HEADING.row };
  const left = boldTextWidth(title, HEADING.size) + HEADING.gap;
  const beside = layLegend(draw, legend, { theme, width: width - left });
  const fits = beside.height <= HEADING.row;
  const { group, height } = fits ? beside : layLegend(draw, legend, { theme, width });
  const at = fits ? `translate(${left},0)` : `translate(0,${HEADING.row})`;
  return {
    group: draw("g", {}, text, draw("g", { transform: at }, group)),
    height: height + (fits ? 0 : HEADING.row),
  };
}

function drawPanel(
  stack: PatternStack,
  { axis, behind, marks }: StackPanel,
  { document, theme, width }: Canvas,
  { height, isLast }: { readonly height: number; readonly isLast: boolean },
): SvgElement {
  const bottom = MARGIN.bottom + (isLast ? TIME_LABELS : 0);
  const time = timeAxis(stack, width - MARGIN.left - MARGIN.right);
  const ticks = axis.ticksFor(height - MARGIN.top - bottom);
  const texts = axis.textOf(ticks);
  const stripes = stretches(secondsAbove(stack));
  const grid = { stroke: theme.grid, strokeOpacity: 1 };
  const ink = { color: theme.axis, fill: theme.muted, label: null } as const;
  const stripe = { x1: "from", x2: "to", y1: axis.low, y2: axis.high } as const;
  return plotInto({
    document,
    width,
    height,
    marginLeft: MARGIN.left,
    marginRight: MARGIN.right,
    marginTop: MARGIN.top,
    marginBottom: bottom,
    className: "ixlab-plot",
    style: { fontSize: "12px", color: theme.muted, background: "none" },
    x: { domain: [time.from, time.to], label: null, axis: null },
    y: { type: axis.isLog ? "log" : "linear", domain: [axis.low, axis.high], label: null },
    marks: [
      ...behind,
      Plot.gridX(time.ticks, grid),
      Plot.gridY(ticks, grid),
      Plot.rect(stripes, {
        ...stripe,
        fill: theme.slo,
        fillOpacity: STRIPE_OPACITY,
        className: "missed",
      }),
      Plot.axisY(ticks, { ...ink, text: (_: number, i: number) => texts[i] ?? "" }),
      Plot.ruleY([axis.low], { stroke: theme.axis }),
      ...marks,
      ...(isLast ? [timeLabels(time.ticks, ink)] : []),
    ],
  });
}

const timeLabels = (ticks: readonly number[], ink: Plot.AxisXOptions): Plot.Markish =>
  Plot.axisX(ticks, {
    ...ink,
    label: "Time (s)",
    labelAnchor: "center",
    labelArrow: "none",
    labelOffset: 34,
    text: (second: number) => String(second),
  });
