/**
 * The objective in the latency-against-throughput plot: a labelled line, and a faint tint over the
 * region where it is missed.
 */
import * as Plot from "@observablehq/plot";
import type { LatencyScales } from "./latency-scales.ts";
import { type LatencyThroughputData, percentileName } from "./latency-throughput-data.ts";
import { threeDigits } from "./number-format.ts";
import { boldTextWidth } from "./svg.ts";
import type { PlotTheme } from "./theme.ts";

const FONT_SIZE = 12;

/** The faint tint over the region where the objective is missed; drawn first. */
export function missedRegion(
  data: LatencyThroughputData,
  scales: LatencyScales,
  theme: PlotTheme,
): Plot.Markish[] {
  if (data.slo === null) return [];
  const across = { x1: 0, x2: scales.topRps, y1: data.slo.limitUs, y2: scales.highUs };
  return [Plot.rect([0], { ...across, fill: theme.sloTint, ariaHidden: "true" })];
}

/** The objective's line; the label goes over the curves (`objectiveText`). */
export function objectiveLine(data: LatencyThroughputData, theme: PlotTheme): Plot.Markish[] {
  if (data.slo === null) return [];
  const label = objectiveLabel(data.slo);
  return [
    Plot.ruleY([data.slo.limitUs], {
      stroke: theme.slo,
      strokeWidth: 1.5,
      ariaLabel: () => label,
      className: "slo",
    }),
  ];
}

/** The objective's label, starting at a throughput where it is readable. */
export function objectiveText(
  data: LatencyThroughputData,
  theme: PlotTheme,
  startRps: number,
): Plot.Markish[] {
  const { slo } = data;
  if (slo === null) return [];
  return [
    Plot.text([startRps], {
      x: (rps: number) => rps,
      y: slo.limitUs,
      text: () => objectiveLabel(slo),
      textAnchor: "start",
      dx: 8,
      dy: -9,
      fill: theme.slo,
      stroke: theme.sloTint,
      strokeWidth: 4,
      fontWeight: 600,
      fontSize: FONT_SIZE,
    }),
  ];
}

const objectiveLabel = (slo: NonNullable<LatencyThroughputData["slo"]>): string =>
  `SLO ${percentileName(slo.measure)} ≤ ${threeDigits(slo.limitUs)} µs`;

/**
 * Where along the objective's line its label may stand without a curve running through it: the first
 * free stretch from the left, or the left end if there is none.
 */
export function freeLabelStart(
  data: LatencyThroughputData,
  topRps: number,
  pixelsPerRps: number,
): number {
  if (data.slo === null) return 0;
  const { limitUs } = data.slo;
  const needed = (boldTextWidth(objectiveLabel(data.slo), FONT_SIZE) + 20) / pixelsPerRps;
  const taken = data.systems.flatMap((system) => nearObjective(system.points, limitUs));
  const starts = [0, ...taken.map(([, right]) => right)].sort((a, b) => a - b);
  const isFree = (start: number) =>
    start + needed <= topRps &&
    !taken.some(([left, right]) => left < start + needed && right > start);
  return starts.find(isFree) ?? 0;
}

/** Stretches of throughput in which a p99 curve runs through the band of the label. */
function nearObjective(
  points: LatencyThroughputData["systems"][number]["points"],
  limitUs: number,
): [left: number, right: number][] {
  const stretches: [number, number][] = [];
  for (const [i, b] of points.entries()) {
    const a = points[i - 1];
    if (a === undefined || a.achievedRps === null || b.achievedRps === null) continue;
    const ends = [a.p99Us ?? 0, b.p99Us ?? 0];
    if (Math.max(...ends) < limitUs * 0.9 || Math.min(...ends) > limitUs * 2) continue;
    stretches.push([
      Math.min(a.achievedRps, b.achievedRps),
      Math.max(a.achievedRps, b.achievedRps),
    ]);
  }
  return stretches;
}
