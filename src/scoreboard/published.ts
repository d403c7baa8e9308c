/**
 * Published measurements as data (experiments/published.json): what was measured on which set-up,
 * and whether our parameters may be fitted to it. Read by the caller; nothing here touches a file.
 */

/** CALIBRATION rows may be fitted; PREDICTION rows never. */
export type RowRole = "calibration" | "prediction";

export type SetupValue = string | number | boolean | null | Readonly<Record<string, number>>;

/** The set-up of a row, by the names of docs/GLOSSARY.md and of the workload's parameters. */
export type Setup = Readonly<Record<string, SetupValue>>;

export interface PublishedRow {
  readonly id: string;
  /** Source and figure, such as "OSDI14 Fig. 3a". */
  readonly figure: string;
  /** Id of the dataplane. */
  readonly system: string;
  readonly setup: Setup;
  /** What was measured, in the words of measures.ts. */
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  readonly role: RowRole;
  readonly note?: string;
}

/** Rows of a suite: their ids begin with its name. */
export const rowsOfSuite = (rows: readonly PublishedRow[], suite: string): PublishedRow[] =>
  rows.filter((row) => row.id.startsWith(`${suite}.`));

/** True if the paper says "below" the value and no more. */
export const isUpperBound = ({ note }: Pick<PublishedRow, "note">): boolean =>
  note?.includes("below") === true;

/** True if the paper says "more than" the value and no more. */
export const isLowerBound = ({ note }: Pick<PublishedRow, "note">): boolean =>
  note?.includes("more than") === true;
