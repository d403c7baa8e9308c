/** One published value beside the simulated one of the same set-up. */
import { matchRow } from "./match.ts";
import type { RowAbsence } from "./measured.ts";
import { measureMatch } from "./measures.ts";
import { isUpperBound, type PublishedRow, type RowRole, type Setup } from "./published.ts";
import type { MeasuredPreset } from "./suite.ts";

export interface ScoreRow {
  readonly id: string;
  readonly figure: string;
  readonly system: string;
  readonly setup: Setup;
  readonly metric: string;
  readonly published: number;
  readonly simulated: number | null;
  readonly ciLow: number | null;
  readonly ciHigh: number | null;
  readonly unit: string;
  /** simulated / published - 1; 0 where only an upper bound was published and it holds. */
  readonly relativeError: number | null;
  readonly role: RowRole;
  /** True if the paper says "below" the published value. */
  readonly isBound: boolean;
  /** Values of the replications, for rows that are a mean of one value from each. */
  readonly draws: readonly number[] | null;
  /** Why there is no simulated value. */
  readonly absent: RowAbsence | null;
}

/** A row is met if its error is at most this. */
const MET_WITHIN = 0.12;

export const isMet = ({ relativeError }: ScoreRow): boolean =>
  relativeError !== null && Math.abs(relativeError) <= MET_WITHIN;

export function scoreRow(row: PublishedRow, presets: readonly MeasuredPreset[]): ScoreRow {
  const [match] = matchRow(row, presets);
  const measured =
    match === undefined
      ? ({ value: null, absent: "NO_POINT" } as const)
      : measureMatch(row.metric, match);
  const isKnown = measured.value !== null;
  return {
    id: row.id,
    figure: row.figure,
    system: row.system,
    setup: row.setup,
    metric: row.metric,
    published: row.value,
    simulated: measured.value,
    ciLow: isKnown ? measured.ciLow : null,
    ciHigh: isKnown ? measured.ciHigh : null,
    unit: row.unit,
    relativeError: isKnown ? relativeError(measured.value, row) : null,
    role: row.role,
    isBound: isUpperBound(row),
    draws: isKnown ? (measured.draws ?? null) : null,
    absent: isKnown ? null : measured.absent,
  };
}

function relativeError(simulated: number, row: PublishedRow): number {
  const error = simulated / row.value - 1;
  return isUpperBound(row) ? Math.max(0, error) : error;
}
