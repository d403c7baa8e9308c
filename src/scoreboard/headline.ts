/** A row by which a reader judges a reproduction first, with the error that it may have. */
import { isInRange, type ScoreRow } from "./score-row.ts";

export interface Headline {
  /** Id of a row, or of the share that is made from several. */
  readonly id: string;
  readonly published: number;
  readonly simulated: number | null;
  readonly unit: string;
  /** Relative error of a row; difference of a share. */
  readonly error: number | null;
  readonly tolerance: number;
  /** Null while nothing was simulated. */
  readonly met: boolean | null;
  /** Set if the error of a ratio is relative: one of systems, not a share. */
  readonly isRelative?: true;
}

/** Rows by their id, each with the relative error it may have. */
export function rowHeadlines(
  rows: readonly ScoreRow[],
  tolerances: Readonly<Record<string, number>>,
): readonly Headline[] {
  return rows.flatMap((row): Headline[] => {
    const tolerance = tolerances[row.id];
    if (tolerance === undefined || row.published === null) return [];
    const { id, published, simulated, unit, relativeError: error } = row;
    const met = isWithin(error, tolerance);
    const isRelative = unit === "ratio" && ({ isRelative: true } as const);
    return [{ id, published, simulated, unit, error, tolerance, met, ...isRelative }];
  });
}

/** Shares that were published as the ends of a range over several experiments: each must lie in it. */
export function rangeHeadlines(rows: readonly ScoreRow[]): readonly Headline[] {
  return rows.flatMap((row): Headline[] => {
    const { id, published, simulated, unit, range } = row;
    if (published === null || range === undefined) return [];
    const met = simulated === null ? null : isInRange(simulated, range);
    return [{ id, published, simulated, unit, error: range.missedBy, tolerance: 0, met }];
  });
}

export const isWithin = (error: number | null, tolerance: number): boolean | null =>
  error === null ? null : Math.abs(error) <= tolerance;
