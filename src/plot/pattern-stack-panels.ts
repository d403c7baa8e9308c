/**
 * The panels of a pattern stack, from load to clock: what each is called, its axis, its lines and its
 * legend. What was measured stands in the colour of IX, what it is compared with in greys.
 */
import * as Plot from "@observablehq/plot";
import { type LegendItem, SAMPLE_WIDTH, sampleLine } from "./legend.ts";
import { sharedPrefix, threeDigits } from "./number-format.ts";
import {
  amountAxis,
  clockAxis,
  latencyAxis,
  type StackAxis,
  threadAxis,
} from "./pattern-stack-axes.ts";
import {
  held,
  measured,
  middleOf,
  type PatternReport,
  type PatternStack,
  type Sample,
  reportsAbove,
  standaloneOf,
} from "./pattern-stack-data.ts";
import type { PlotTheme } from "./theme.ts";

export interface StackPanel {
  readonly id: "load" | "latency" | "power" | "background" | "threads" | "clock";
  /** With its unit. */
  readonly title: string;
  /** Height among its neighbours. */
  readonly weight: number;
  readonly axis: StackAxis;
  /** Under the grid. */
  readonly behind: readonly Plot.Markish[];
  readonly marks: readonly Plot.Markish[];
  readonly legend: readonly LegendItem[];
}

export interface StackLook {
  readonly theme: PlotTheme;
  /** Of what was measured. */
  readonly colour: string;
}

/** How one line is drawn and what it is called. */
interface Stroke {
  readonly name: string;
  readonly colour: string;
  readonly width: number;
  readonly dash: string;
}

const DOT_RADIUS = 2.6;

/** Power of a run that saves energy, or the background job of one that consolidates. */
export function stackPanels(stack: PatternStack, look: StackLook): readonly StackPanel[] {
  const standalone = standaloneOf(stack);
  return [
    loadPanel(stack, look),
    latencyPanel(stack, look),
    standalone === null ? powerPanel(stack, look) : backgroundPanel(stack, look, standalone),
    threadPanel(stack, look),
    clockPanel(stack, look),
  ];
}

function loadPanel({ reports }: PatternStack, { theme, colour }: StackLook): StackPanel {
  const offered = measured(reports, ({ offeredRps }) => offeredRps);
  const achieved = measured(reports, ({ achievedRps }) => achievedRps);
  const { symbol, factor } = sharedPrefix([...offered, ...achieved].map(({ value }) => value));
  const behind = { name: "offered", colour: theme.axis, width: 3.4, dash: "none" };
  const front = { name: "achieved", colour, width: 1.4, dash: "none" };
  return {
    id: "load",
    title: `Load (${symbol === "" ? "" : `${symbol} `}requests/s)`,
    weight: 1,
    axis: amountAxis([offered, achieved], factor),
    behind: [],
    marks: [lineMark(offered, behind), lineMark(achieved, front)],
    legend: [lineItem(behind), lineItem(front)],
  };
}

/** The objective's line, a tint over what misses it, and every report above it as a dot. */
function latencyPanel(stack: PatternStack, { theme, colour }: StackLook): StackPanel {
  const { reports, sloUs } = stack;
  // A log axis has no zero.
  const p99 = measured(reports, ({ p99Us }) => (p99Us !== null && p99Us > 0 ? p99Us : null));
  const above = reportsAbove(stack).filter(({ p99Us }) => Number.isFinite(p99Us));
  const missing = reports.filter(({ p99Us }) => p99Us === null).length;
  const unknown = missing === 0 ? "" : `, not known in ${missing}`;
  const axis = latencyAxis(p99, sloUs);
  const line = { name: "p99", colour, width: 1.4, dash: "none" };
  const slo = { name: `SLO ${threeDigits(sloUs)} µs`, colour: theme.slo, width: 1.5, dash: "none" };
  const across = { y1: Math.max(sloUs, axis.low), y2: axis.high, fill: theme.sloTint };
  return {
    id: "latency",
    title: "p99 latency (µs)",
    weight: 1.25,
    axis,
    behind: [Plot.rect([0], { ...across, ariaHidden: "true" })],
    marks: [
      Plot.ruleY(sloUs > 0 ? [sloUs] : [], {
        stroke: slo.colour,
        strokeWidth: slo.width,
        className: "slo",
        ariaLabel: () => slo.name,
      }),
      lineMark(p99, line),
      Plot.dot(above, {
        x: middleOf,
        y: "p99Us",
        r: DOT_RADIUS,
        fill: theme.slo,
        className: "above-slo",
        ariaLabel: ({ fromS, p99Us }: PatternReport) =>
          `${fromS} s: p99 ${threeDigits(p99Us ?? 0)} µs`,
      }),
    ],
    legend: [
      lineItem(slo),
      dotItem(
        `above it in ${reportsAbove(stack).length} of ${reports.length} reports${unknown}`,
        theme.slo,
      ),
    ],
  };
}

function powerPanel(stack: PatternStack, { theme, colour }: StackLook): StackPanel {
  const { reports, maxStaticWatts, paretoWatts } = stack;
  return comparison({ id: "power", title: "Package power (W)", weight: 1.25 }, [
    {
      name: "maximum static",
      colour: theme.muted,
      width: 1.4,
      dash: "none",
      trace: maxStaticWatts && measured(reports, (_, i) => maxStaticWatts[i]),
    },
    {
      name: "Pareto bound",
      colour: theme.text,
      width: 1.4,
      dash: "5 3",
      trace: paretoWatts && measured(reports, (_, i) => paretoWatts[i]),
    },
    {
      name: "this run",
      colour,
      width: 1.8,
      dash: "none",
      trace: measured(reports, ({ watts }) => watts),
    },
  ]);
}

function backgroundPanel(stack: PatternStack, look: StackLook, standalone: number): StackPanel {
  const { reports, paretoMbPerS } = stack;
  const share = (mbPerS: number | undefined) =>
    mbPerS === undefined ? null : (100 * mbPerS) / standalone;
  return comparison({ id: "background", title: "Background job (% of standalone)", weight: 1.25 }, [
    {
      name: "Pareto bound",
      colour: look.theme.text,
      width: 1.4,
      dash: "5 3",
      trace: paretoMbPerS && measured(reports, (_, i) => share(paretoMbPerS[i])),
    },
    {
      name: "this run",
      colour: look.colour,
      width: 1.8,
      dash: "none",
      trace: measured(reports, ({ backgroundMbPerS }) => share(backgroundMbPerS)),
    },
  ]);
}

/** Lines of the same quantity, the last in front; those that are not known are left out. */
function comparison(
  panel: Pick<StackPanel, "id" | "title" | "weight">,
  lines: readonly (Stroke & { readonly trace: readonly Sample[] | undefined })[],
): StackPanel {
  const drawn = lines.flatMap(({ trace, ...stroke }) =>
    trace === undefined ? [] : [{ stroke, trace }],
  );
  return {
    ...panel,
    axis: amountAxis(
      drawn.map(({ trace }) => trace),
      1,
    ),
    behind: [],
    marks: drawn.map(({ stroke, trace }) => lineMark(trace, stroke)),
    legend: drawn.map(({ stroke }) => lineItem(stroke)).toReversed(),
  };
}

function threadPanel({ reports }: PatternStack, { theme, colour }: StackLook): StackPanel {
  const threads = held(reports, ({ hardwareThreads }) => hardwareThreads);
  const cores = held(reports, ({ cores: count }) => count);
  const behind = { name: "hardware threads", colour: theme.axis, width: 3.4, dash: "none" };
  const front = { name: "cores", colour, width: 1.4, dash: "none" };
  return {
    id: "threads",
    title: "Set by the policy",
    weight: 0.85,
    axis: threadAxis([threads, cores]),
    behind: [],
    marks: [stepMark(threads, behind), stepMark(cores, front)],
    legend: [lineItem(front), lineItem(behind)],
  };
}

function clockPanel({ reports }: PatternStack, { colour }: StackLook): StackPanel {
  const clock = held(reports, ({ ghz }) => ghz);
  return {
    id: "clock",
    title: "Clock (GHz)",
    weight: 0.85,
    axis: clockAxis(clock),
    behind: [],
    marks: [stepMark(clock, { name: "clock", colour, width: 1.4, dash: "none" })],
    legend: [],
  };
}

function lineMark(trace: readonly Sample[], stroke: Stroke, more: Plot.LineOptions = {}) {
  return Plot.line(trace, {
    x: "at",
    y: "value",
    stroke: stroke.colour,
    strokeWidth: stroke.width,
    strokeDasharray: stroke.dash,
    ariaDescription: stroke.name,
    ...more,
  });
}

const stepMark = (trace: readonly Sample[], stroke: Stroke): Plot.Markish =>
  lineMark(trace, stroke, {
    curve: "step-after",
    strokeLinecap: "butt",
    strokeLinejoin: "miter",
    strokeMiterlimit: 4,
  });

const lineItem = ({ name, colour, width, dash }: Stroke): LegendItem => ({
  text: name,
  strong: false,
  sample: (draw) => [sampleLine(draw, colour, dash, width)],
});

const dotItem = (text: string, colour: string): LegendItem => ({
  text,
  strong: false,
  sample: (draw) => [draw("circle", { cx: SAMPLE_WIDTH / 2, r: DOT_RADIUS, fill: colour })],
});
