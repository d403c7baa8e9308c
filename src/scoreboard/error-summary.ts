/**
 * Errors of many rows in three numbers: the median, the 90th percentile and the worst, all without
 * sign. The percentile is by nearest rank, so that "p90 is 12%" means that at least 90% of the rows
 * are within 12%, whatever their number.
 */
export interface ErrorSummary {
  readonly median: number | null;
  readonly p90: number | null;
  readonly worst: number | null;
  /** Rows with a simulated value, and rows without. */
  readonly rows: number;
  readonly absent: number;
}

/** @param errors relative errors, signed; null where nothing was simulated. */
export function summariseErrors(errors: readonly (number | null)[]): ErrorSummary {
  const sizes = errors
    .filter((error) => error !== null)
    .map(Math.abs)
    .toSorted((a, b) => a - b);
  const n = sizes.length;
  const rank = (k: number): number | null => sizes[k - 1] ?? null;
  const lower = rank(Math.ceil(n / 2));
  const upper = rank(Math.floor(n / 2) + 1);
  return {
    median: lower === null || upper === null ? null : (lower + upper) / 2,
    p90: rank(Math.ceil(0.9 * n)),
    worst: sizes.at(-1) ?? null,
    rows: n,
    absent: errors.length - n,
  };
}
