/** A format: how a table becomes the bytes of a file. */
import type { Table } from "../table.ts";

export interface Format {
  /** Also what names of its files end with. */
  readonly id: string;
  readonly title: string;
  readonly contentType: string;
  /** Whether provenance may stand above the table as `# ` lines. */
  readonly hasComments: boolean;
  /** The first piece comes once there are rows to put into it. */
  write(table: Table, comments: boolean): AsyncGenerator<Uint8Array>;
}
