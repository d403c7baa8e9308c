/** A table as an export writes it: typed columns with units, and rows that come one by one. */

export type Cell = string | number | boolean | null;

/** One cell per column, in their order. */
export type Row = readonly Cell[];

export interface Column {
  readonly name: string;
  /** What its numbers are in; left out for texts and bare numbers. */
  readonly unit?: string;
  /** integer: whole, within 2^53. number: a finite double. Any cell may be null. */
  readonly type: "text" | "integer" | "number" | "boolean";
}

export interface Table {
  readonly columns: readonly Column[];
  readonly rows: AsyncIterable<Row>;
  /** Where the numbers come from, as names and texts. */
  readonly provenance: readonly (readonly [name: string, text: string])[];
}

export const text = (name: string): Column => ({ name, type: "text" });
export const integer = (name: string): Column => ({ name, type: "integer" });
export const boolean = (name: string): Column => ({ name, type: "boolean" });
export const number = (name: string, unit = ""): Column => ({
  name,
  type: "number",
  ...(unit !== "" && { unit }),
});

/** A column's name in every format: "latency.p99 (us)". */
export const headerOf = ({ name, unit }: Column): string =>
  unit === undefined ? name : `${name} (${unit})`;
