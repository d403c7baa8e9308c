/** Axes of a pattern stack: the time that its panels share, and what each shows upwards. */
import { ceil125, floor125, linearTicks, logTicks } from "./latency-scales.ts";
import { grouped, tickLabels } from "./number-format.ts";
import type { PatternStack, Sample } from "./pattern-stack-data.ts";

export interface StackAxis {
  readonly isLog: boolean;
  readonly low: number;
  readonly high: number;
  /** Where ticks stand, given the axis' length in pixels. */
  readonly ticksFor: (span: number) => readonly number[];
  readonly textOf: (ticks: readonly number[]) => readonly string[];
}

/** Beside the panels: room for labels. */
export const STACK_MARGIN = Object.freeze({ left: 54, right: 14 });

const HEADROOM = 1.06;
/** A tick needs this much room, in pixels: to the right, upwards. */
const TIME_ROOM = 44;
const AMOUNT_ROOM = 24;
const TIGHT_ROOM = 17;
/** Steps of time that people count in. */
const TIME_STEPS = [
  0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600,
];
const THREAD_STEPS = [1, 2, 4, 8, 16, 32, 64, 128];

/** From the start of the first report to the end of the last. */
export function timeAxis({ reports }: PatternStack, span: number) {
  const from = reports[0]?.fromS ?? 0;
  const to = reports.at(-1)?.toS ?? from + 1;
  const most = Math.max(2, span / TIME_ROOM);
  return { from, to, ticks: multiples(from, to, fitting(TIME_STEPS, to - from, most)) };
}

/** From zero to above the highest sample. @param unit values are shown divided by it. */
export function amountAxis(traces: readonly (readonly Sample[])[], unit: number): StackAxis {
  const top = Math.max(0, ...valuesOf(traces));
  const high = top > 0 ? top * HEADROOM : unit;
  return {
    isLog: false,
    low: 0,
    high,
    ticksFor: (span) => linearTicks(high, span / AMOUNT_ROOM),
    textOf: (ticks) => tickLabels(ticks.map((tick) => tick / unit)),
  };
}

/** Logarithmic, around the samples and the objective. */
export function latencyAxis(trace: readonly Sample[], sloUs: number): StackAxis {
  const values = [...valuesOf([trace]), sloUs].filter((value) => value > 0);
  const low = floor125(0.95 * Math.min(...values, Number.MAX_VALUE));
  const high = Math.max(ceil125(1.15 * Math.max(...values, 1)), low * 5);
  return {
    isLog: true,
    low,
    high,
    ticksFor(span) {
      const fine = logTicks(low, high);
      const tens = fine.filter((tick) => Number.isInteger(Math.log10(tick)));
      return fine.length * TIGHT_ROOM > span && tens.length > 1 ? tens : fine;
    },
    textOf: (ticks) => ticks.map((tick) => grouped(String(tick))),
  };
}

/** From zero in powers of two, as threads come. */
export function threadAxis(traces: readonly (readonly Sample[])[]): StackAxis {
  const top = Math.max(1, ...valuesOf(traces));
  return {
    isLog: false,
    low: 0,
    high: top * HEADROOM,
    ticksFor: (span) =>
      multiples(0, top, fitting(THREAD_STEPS, top, Math.max(1, span / AMOUNT_ROOM))),
    textOf: tickLabels,
  };
}

/** Between halves of a GHz: a clock does not come near zero. */
export function clockAxis(trace: readonly Sample[]): StackAxis {
  const values = valuesOf([trace]);
  const low = values.length === 0 ? 1 : Math.floor(Math.min(...values) * 2) / 2;
  const high = Math.max(low + 0.5, Math.ceil(Math.max(low, ...values) * 2) / 2);
  return {
    isLog: false,
    low,
    high,
    ticksFor: (span) => multiples(low, high, fitting([0.5, 1, 2], high - low, span / TIGHT_ROOM)),
    textOf: tickLabels,
  };
}

const valuesOf = (traces: readonly (readonly Sample[])[]): readonly number[] =>
  traces.flatMap((trace) => trace.flatMap(({ value }) => value ?? []));

/** The least step with at most about `most` of them in a length. */
const fitting = (steps: readonly number[], length: number, most: number): number =>
  steps.find((step) => length / step <= most) ?? length;

function multiples(from: number, to: number, step: number): readonly number[] {
  const first = Math.ceil(from / step);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step);
}
