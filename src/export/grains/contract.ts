/** A grain: what one row of an export stands for. */
import type { ExportSource } from "../source.ts";
import type { Table } from "../table.ts";

export interface Grain {
  readonly id: string;
  /** What one row is, for people. */
  readonly doc: string;
  /** Its rows are read as they are asked for. */
  tableOf(source: ExportSource): Promise<Omit<Table, "provenance">>;
}
