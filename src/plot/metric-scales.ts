/**
 * Axes of a plot of a metric against an axis of an experiment. Values that span more than 20 times stand
 * on a log axis. Ticks are the values themselves, as many as there is room for, in their own text.
 */
import { linearTicks } from "./latency-scales.ts";
import type { MetricAgainstAxisData, PlotAxis, PlotAxisValue } from "./metric-against-axis-data.ts";
import { type SiPrefix, sharedPrefix } from "./number-format.ts";
import { textWidth } from "./svg.ts";

const LOG_ABOVE = 20;
const FONT_SIZE = 12;
/** Between the labels of two ticks, in pixels. */
const LABEL_GAP = 10;
const TICK_HEIGHT = 40;

export interface AxisScale {
  readonly type: "linear" | "log";
  readonly domain: readonly [number, number];
  /** Where a value stands; a word stands one step beyond the numbers. */
  readonly placeOf: (value: PlotAxisValue) => number;
}

export interface AxisTick {
  readonly place: number;
  readonly text: string;
}

export function axisScale({ values }: PlotAxis): AxisScale {
  const numbers = values.flatMap(({ value }) => (value === null ? [] : [value]));
  const low = Math.min(...numbers, Number.MAX_VALUE);
  const high = Math.max(...numbers, Number.MIN_VALUE);
  if (numbers.length === 0) return { type: "linear", domain: [0, 2], placeOf: () => 1 };
  const type = low > 0 && high / low > LOG_ABOVE ? "log" : "linear";
  const steps = Math.max(1, numbers.length - 1);
  const beyond =
    type === "log" ? high * (high / low) ** (1 / steps) : high + (high - low || 1) / steps;
  const hasWord = numbers.length < values.length;
  const end = hasWord ? beyond : high;
  const margin = 0.03;
  const domain: readonly [number, number] =
    type === "log"
      ? [low / (end / low) ** margin, end * (end / low) ** margin]
      : [low - (end - low || 1) * margin, end + (end - low || 1) * margin];
  return { type, domain, placeOf: ({ value }) => value ?? beyond };
}

/** Ticks whose labels do not overlap: both ends, and what fits between them. */
export function axisTicks(
  { values }: PlotAxis,
  scale: AxisScale,
  span: number,
): readonly AxisTick[] {
  const sorted = values
    .map((value) => ({ place: scale.placeOf(value), text: value.text }))
    .toSorted((a, b) => a.place - b.place);
  const last = sorted.at(-1);
  if (last === undefined) return [];
  const edges = (tick: AxisTick) => {
    const half = textWidth(tick.text, FONT_SIZE) / 2 + LABEL_GAP / 2;
    const middle = shareOf(tick.place, scale) * span;
    return { left: middle - half, right: middle + half };
  };
  const kept: AxisTick[] = [];
  let free = Number.NEGATIVE_INFINITY;
  for (const tick of sorted.slice(0, -1)) {
    const { left, right } = edges(tick);
    if (left < free || right > edges(last).left) continue;
    kept.push(tick);
    free = right;
  }
  return [...kept, last];
}

function shareOf(place: number, { type, domain: [from, to] }: AxisScale): number {
  const at = type === "log" ? Math.log : (x: number) => x;
  return (at(place) - at(from)) / (at(to) - at(from));
}

export interface MetricScale {
  readonly top: number;
  readonly prefix: SiPrefix;
  readonly ticks: readonly number[];
}

/** From zero to a little above the largest value or interval. */
export function metricScale({ curves }: MetricAgainstAxisData, height: number): MetricScale {
  const points = curves.flatMap((curve) => curve.points);
  const largest = Math.max(0, ...points.flatMap((p) => [p.metric ?? 0, p.high ?? 0]));
  const top = largest > 0 ? largest * 1.06 : 1;
  return { top, prefix: sharedPrefix([top]), ticks: linearTicks(top, height / TICK_HEIGHT) };
}
