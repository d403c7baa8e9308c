/**
 * The marks of the latency-against-throughput plot: per system a solid p99 line with markers and
 * error bars and a dashed p50 line, in the order of offered load; past saturation both fade and
 * the markers are hollow. Every marker says which point it is, for read-outs and tests.
 */
import * as Plot from "@observablehq/plot";
import { type LatencyScales, isBeyond, isDrawn } from "./latency-scales.ts";
import type { LatencyThroughputPoint, LatencyThroughputSystem } from "./latency-throughput-data.ts";
import { markerSymbol } from "./marker-path.ts";
import { grouped, threeDigits } from "./number-format.ts";
import type { SystemStyle } from "./system-style.ts";
import type { PlotTheme, ThemeName } from "./theme.ts";

/** How one system is to be drawn. */
export interface SystemLook {
  readonly system: LatencyThroughputSystem;
  readonly style: SystemStyle;
  readonly themeName: ThemeName;
  readonly theme: PlotTheme;
  readonly scales: LatencyScales;
}

/** A point with its place in the system's list. */
interface Placed extends LatencyThroughputPoint {
  readonly index: number;
}

const LINE_WIDTH = 2;
const FADED = 0.4;
export const MARKER_RADIUS = 4.2;

export function systemMarks(look: SystemLook): Plot.Markish[] {
  const { system, style, themeName, scales } = look;
  const colour = style.colour[themeName];
  const placed: Placed[] = system.points
    .map((point, index) => ({ ...point, index }))
    .filter((p) => p.achievedRps !== null)
    .sort((a, b) => a.offeredRps - b.offeredRps);
  const firstSaturated = placed.findIndex((p) => p.saturated);
  const end = firstSaturated === -1 ? placed.length : firstSaturated;
  const calm = placed.slice(0, end);
  const tail = placed.slice(Math.max(0, end - 1));
  const line = (points: readonly Placed[], y: "p50Us" | "p99Us", options: object) =>
    Plot.line(points, { x: "achievedRps", y, stroke: colour, ...options });
  const dashed = { strokeWidth: 1.4, strokeDasharray: style.dash };
  return [
    line(tail, "p50Us", { ...dashed, strokeOpacity: FADED }),
    line(calm, "p50Us", { ...dashed, strokeOpacity: 0.85 }),
    line(tail, "p99Us", { strokeWidth: LINE_WIDTH, strokeOpacity: FADED }),
    line(calm, "p99Us", { strokeWidth: LINE_WIDTH }),
    intervalMark(placed, colour, scales.lowUs),
    markerMark(placed, look),
    beyondMark(placed, colour, scales),
  ];
}

/** An interval that reaches down to zero has no place on a log axis; it is drawn to the axis' end. */
function intervalMark(placed: readonly Placed[], colour: string, lowUs: number): Plot.Markish {
  const known = placed.filter((p) => p.p99LowUs !== null && p.p99HighUs !== null);
  return Plot.ruleX(known, {
    x: "achievedRps",
    y1: (p: Placed) => Math.max(p.p99LowUs ?? 0, lowUs),
    y2: "p99HighUs",
    stroke: colour,
    strokeWidth: 1.3,
    strokeOpacity: 0.7,
    ariaDescription: "95 % confidence intervals",
  });
}

function markerMark(placed: readonly Placed[], look: SystemLook): Plot.Markish {
  const { system, style, theme, themeName, scales } = look;
  const colour = style.colour[themeName];
  const known = placed.filter(isDrawn);
  return Plot.dot(known, {
    x: "achievedRps",
    y: (p: Placed) => p.p99Us ?? scales.highUs,
    r: MARKER_RADIUS,
    symbol: markerSymbol(style.marker),
    fill: (p: Placed) => (p.saturated ? theme.background : colour),
    stroke: (p: Placed) => (p.saturated ? colour : theme.background),
    strokeWidth: 1.4,
    ariaLabel: (p: Placed) => pointLabel(system, p),
    render: (index, scales, values, dimensions, context, next) => {
      const group = next?.(index, scales, values, dimensions, context) ?? null;
      group?.setAttribute("data-series", system.id);
      for (const [i, child] of [...(group?.children ?? [])].entries()) {
        const point = known[index[i] ?? -1];
        if (point === undefined) continue;
        child.setAttribute("data-system", system.id);
        child.setAttribute("data-point", String(point.index));
        if (point.saturated) child.setAttribute("data-saturated", "true");
      }
      return group;
    },
  });
}

/** An arrow under the markers that stand at the upper edge: the latency is beyond it, or unknown. */
function beyondMark(placed: readonly Placed[], colour: string, scales: LatencyScales) {
  const beyond = placed.filter((p) => isBeyond(p, scales));
  return Plot.text(beyond, {
    x: "achievedRps",
    y: scales.highUs,
    text: () => "↑",
    dy: 12,
    fill: colour,
    fontSize: 12,
    fontWeight: 700,
  });
}

/** One point in words: what a screen reader says, and what the read-out shows. */
export function pointLabel(system: LatencyThroughputSystem, p: LatencyThroughputPoint): string {
  const latency = (us: number | null) => (us === null ? "not known" : `${threeDigits(us)} µs`);
  const interval =
    p.p99LowUs === null || p.p99HighUs === null
      ? ""
      : ` (${threeDigits(p.p99LowUs)} to ${threeDigits(p.p99HighUs)})`;
  const rate = (rps: number | null) =>
    rps === null ? "not known" : `${grouped(rps.toFixed(0))} rps`;
  const saturated = p.saturated ? ", saturated" : "";
  return `${system.name}, offered ${rate(p.offeredRps)}, achieved ${rate(p.achievedRps)}: p99 ${latency(p.p99Us)}${interval}, p50 ${latency(p.p50Us)}${saturated}`;
}
