/** A series with fewer values, for those who asked for that: the lowest and the highest of each stretch. */
import type { Series } from "../../stats/series.ts";

export interface ReducedSeries {
  /** Reports behind one value, or, where reduced, behind each pair of values. */
  readonly reportsPerStretch: number;
  readonly isReduced: boolean;
  readonly columns: Series["columns"];
}

/**
 * Min-max reduction to at most `maxPoints` values per column, 2 or more; untouched if it has no more anyway. Nothing
 * between lowest and highest is made up, and no extreme is lost.
 */
export function reduceSeries(
  { columns }: Series,
  maxPoints = Number.POSITIVE_INFINITY,
): ReducedSeries {
  const [first = []] = Object.values(columns);
  const reports = first.length;
  if (reports <= maxPoints) return { reportsPerStretch: 1, isReduced: false, columns };
  const stretches = Math.max(1, Math.floor(maxPoints / 2));
  const size = Math.ceil(reports / stretches);
  const reduced = Object.entries(columns).map(([name, values]) => [name, minMax(values, size)]);
  return {
    reportsPerStretch: size,
    isReduced: true,
    columns: Object.fromEntries(reduced) as Series["columns"],
  };
}

/** The lowest, then the highest, of every `size` values; null where none is known. */
function minMax(values: readonly (number | null)[], size: number): readonly (number | null)[] {
  const reduced: (number | null)[] = [];
  for (let from = 0; from < values.length; from += size) {
    let low: number | null = null;
    let high: number | null = null;
    for (const value of values.slice(from, from + size)) {
      if (value === null) continue;
      low = low === null ? value : Math.min(low, value);
      high = high === null ? value : Math.max(high, value);
    }
    reduced.push(low, high);
  }
  return reduced;
}
