/**
 * Axes of the latency-against-throughput plot. Latency is on a log axis that leaves one decade above
 * the objective and the unsaturated points; what lies beyond is drawn at the edge and marked, so that
 * one runaway point cannot flatten the curves.
 */
import type { LatencyThroughputData, LatencyThroughputPoint } from "./latency-throughput-data.ts";
import { type SiPrefix, sharedPrefix } from "./number-format.ts";

export interface LatencyScales {
  /** Right end of the throughput axis, in requests/s; the left end is zero. */
  readonly topRps: number;
  readonly prefix: SiPrefix;
  readonly lowUs: number;
  readonly highUs: number;
  readonly ticksUs: readonly number[];
}

const DECADES_OF_HEADROOM = 10;
const MOST_TICKS = 10;

export function latencyScales(data: LatencyThroughputData): LatencyScales {
  const points = data.systems.flatMap((s) => s.points).filter((p) => p.achievedRps !== null);
  const largest = Math.max(0, ...points.map((p) => p.achievedRps ?? 0));
  const topRps = largest > 0 ? largest * 1.06 : 1e6;
  const all = [...points.flatMap(latenciesOf), ...(data.slo === null ? [] : [data.slo.limitUs])];
  const calm = points.filter((p) => !p.saturated).flatMap(latenciesOf);
  if (data.slo !== null) calm.push(data.slo.limitUs);
  const low = positiveMin(all) ?? 1;
  const high = positiveMax(all) ?? 1000;
  const edge = (positiveMax(calm) ?? high) * DECADES_OF_HEADROOM;
  const lowUs = floor125(low * 0.9);
  const highUs = Math.max(ceil125(Math.min(high * 1.15, edge)), lowUs * 5);
  return {
    topRps,
    prefix: sharedPrefix([topRps]),
    lowUs,
    highUs,
    ticksUs: logTicks(lowUs, highUs),
  };
}

/**
 * True if a point has a marker: its p99 is known, or it is saturated. A saturated point often has too
 * few samples for a p99; it is drawn at the upper edge, which is where its latency goes.
 */
export function isDrawn(point: LatencyThroughputPoint): boolean {
  return point.achievedRps !== null && (point.p99Us !== null || point.saturated);
}

/** True if a point's marker stands at the upper edge and not at its p99. */
export function isBeyond(point: LatencyThroughputPoint, scales: LatencyScales): boolean {
  return isDrawn(point) && (point.p99Us === null || point.p99Us > scales.highUs);
}

/** 1-2-5 ticks; only powers of ten where those would crowd. */
export function logTicks(low: number, high: number): readonly number[] {
  const fine: number[] = [];
  for (let power = Math.floor(Math.log10(low)) - 1; 10 ** power <= high * 1.0001; power++) {
    fine.push(...[1, 2, 5].map((m) => Number((m * 10 ** power).toPrecision(3))));
  }
  const inside = fine.filter((t) => t >= low * 0.9999 && t <= high * 1.0001);
  if (inside.length <= MOST_TICKS) return inside;
  return inside.filter((t) => Number.isInteger(Math.round(Math.log10(t) * 1e9) / 1e9));
}

/** Round steps of 1, 2 or 5 from zero, at most about `most` of them. */
export function linearTicks(top: number, most: number): readonly number[] {
  const step = ceil125(top / Math.max(2, most));
  return Array.from({ length: Math.floor(top / step) + 1 }, (_, i) => i * step);
}

function latenciesOf(point: LatencyThroughputPoint): number[] {
  return [point.p50Us, point.p99Us, point.p99LowUs, point.p99HighUs].filter((v) => v !== null);
}

const positiveMin = (values: readonly number[]): number | undefined =>
  values.filter((v) => v > 0).reduce<number | undefined>((m, v) => Math.min(m ?? v, v), undefined);

const positiveMax = (values: readonly number[]): number | undefined =>
  values.filter((v) => v > 0).reduce<number | undefined>((m, v) => Math.max(m ?? v, v), undefined);

/** Nearest of 1, 2, 5 times a power of ten at or below. */
export function floor125(x: number): number {
  const power = 10 ** Math.floor(Math.log10(x));
  const digit = x / power;
  return Number(((digit >= 5 ? 5 : digit >= 2 ? 2 : 1) * power).toPrecision(3));
}

/** Nearest of 1, 2, 5 times a power of ten at or above. */
export function ceil125(x: number): number {
  const power = 10 ** Math.floor(Math.log10(x));
  const digit = x / power;
  return Number(((digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10) * power).toPrecision(3));
}
