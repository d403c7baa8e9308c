/**
 * What a metric is: a number of a record, with name, unit and direction. A number that is not there says why.
 */
import type { Absence } from "./absence.ts";
import type { RunRecord } from "./record.ts";

export interface Metric {
  /** Stable id, used in objectives, stored results and plots. */
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly better: "LOWER" | "HIGHER" | "NEUTRAL";
  readonly doc: string;
  of(record: RunRecord): number | Absence;
}

/** A counter as it is, of records that have it. */
export const countOf =
  (counter: string) =>
  (record: RunRecord): number | Absence =>
    record.counters[counter] ?? "NOT_MODELLED";

/** Ratio of two counters, or the reason why there is none. */
export function ratioOf(
  record: RunRecord,
  above: string,
  below: readonly string[],
): number | Absence {
  const numerator = record.counters[above];
  if (numerator === undefined) return "NOT_MODELLED";
  let sum = 0;
  for (const name of below) {
    const part = record.counters[name];
    if (part === undefined) return "NOT_MODELLED";
    sum += part;
  }
  return sum > 0 ? numerator / sum : "NO_SAMPLES";
}

/** A value, or its reason, times a factor. */
export function scaled(value: number | Absence, factor: number): number | Absence {
  return typeof value === "number" ? value * factor : value;
}
