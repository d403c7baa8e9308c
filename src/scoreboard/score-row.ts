/** One published value beside the simulated one of the same set-up. */
import { matchRow } from "./match.ts";
import type { Measured, RowAbsence } from "./measured.ts";
import { measureMatch } from "./measures.ts";
import type { MeasuredPreset } from "./presets.ts";
import {
  isLowerBound,
  isUpperBound,
  type PublishedRow,
  type RowRole,
  type Setup,
} from "./published.ts";

export interface ScoreRow {
  readonly id: string;
  readonly figure: string;
  readonly system: string;
  readonly setup: Setup;
  readonly metric: string;
  /** Null if nothing, or a range only, was published. */
  readonly published: number | null;
  readonly simulated: number | null;
  readonly ciLow: number | null;
  readonly ciHigh: number | null;
  readonly unit: string;
  /**
   * simulated / published - 1; 0 where only a bound was published and it holds. Without a published value, from the
   * nearest end of the published range; 0 inside it.
   */
  readonly relativeError: number | null;
  readonly role: RowRole;
  /** True if the paper says "below" the published value. */
  readonly isBound: boolean;
  /** Values of the replications, for rows that are a mean of one value from each. */
  readonly draws: readonly number[] | null;
  /** Why there is no simulated value. */
  readonly absent: RowAbsence | null;
  /** Set if the paper says "more than" the published value. */
  readonly isLowerBound?: true;
  /** Given if the paper says between which values it lies in several experiments. */
  readonly range?: PublishedRange;
}

export interface PublishedRange {
  readonly low: number;
  readonly high: number;
  /** How far the simulated value is outside, with its sign and in the row's unit; 0: inside. */
  readonly missedBy: number | null;
}

/** What stands beside the simulated value. */
export type RowSubject = Omit<PublishedRow, "value"> & {
  readonly value: number | null;
  readonly range?: Pick<PublishedRange, "low" | "high">;
};

/** A row is met if its error is at most this. */
const MET_WITHIN = 0.12;

export const isMet = ({ relativeError }: ScoreRow): boolean =>
  relativeError !== null && Math.abs(relativeError) <= MET_WITHIN;

export const isInRange = (value: number, { low, high }: { low: number; high: number }): boolean =>
  value >= low && value <= high;

/** The row of a published value whose set-up has a place in a preset. */
export function scoreRow(row: PublishedRow, presets: readonly MeasuredPreset[]): ScoreRow {
  const [match] = matchRow(row, presets);
  const measured =
    match === undefined
      ? ({ value: null, absent: "NO_POINT" } as const)
      : measureMatch(row.metric, match);
  return rowOf(row, measured);
}

export function rowOf(subject: RowSubject, measured: Measured): ScoreRow {
  const isKnown = measured.value !== null;
  const simulated = measured.value;
  const range = subject.range && {
    ...subject.range,
    missedBy: simulated === null ? null : outside(simulated, subject.range),
  };
  return {
    id: subject.id,
    figure: subject.figure,
    system: subject.system,
    setup: subject.setup,
    metric: subject.metric,
    published: subject.value,
    simulated,
    ciLow: isKnown ? measured.ciLow : null,
    ciHigh: isKnown ? measured.ciHigh : null,
    unit: subject.unit,
    relativeError: isKnown ? relativeError(measured.value, subject) : null,
    role: subject.role,
    isBound: isUpperBound(subject),
    draws: isKnown ? (measured.draws ?? null) : null,
    absent: isKnown ? null : measured.absent,
    ...(isLowerBound(subject) && { isLowerBound: true }),
    ...(range && { range }),
  };
}

/** How far a value is outside a range; negative below it. */
const outside = (value: number, { low, high }: { low: number; high: number }): number =>
  Math.min(0, value - low) + Math.max(0, value - high);

function relativeError(simulated: number, subject: RowSubject): number | null {
  const { value, range } = subject;
  if (value === null) {
    if (range === undefined) return null;
    const missedBy = outside(simulated, range);
    return missedBy / (missedBy < 0 ? range.low : range.high);
  }
  const error = simulated / value - 1;
  if (isUpperBound(subject)) return Math.max(0, error);
  return isLowerBound(subject) ? Math.min(0, error) : error;
}
