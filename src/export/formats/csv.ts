/**
 * CSV (RFC 4180, lines end with LF): a header with units, then rows. A text that a spreadsheet would take for
 * a formula, because it begins with = + - @ tab or return, gets a quote before it; numbers stay numbers.
 * A null is an empty cell. Floating point is written with the fewest digits that read back the same.
 */
import { stringify } from "csv-stringify/sync";
import { rowGroups } from "../row-groups.ts";
import { headerOf, type Row, type Table } from "../table.ts";
import type { Format } from "./contract.ts";

const ROWS_AT_A_TIME = 1000;

const OPTIONS = {
  escape_formulas: true,
  cast: { boolean: String },
  // Readers that pass over comments take what is quoted for no comment.
  quoted_match: "#",
};

export const csv: Format = {
  id: "csv",
  title: "CSV",
  contentType: "text/csv; charset=utf-8",
  hasComments: true,
  async *write(table, comments) {
    const encoder = new TextEncoder();
    let head = (comments ? commentLines(table) : "") + lines([table.columns.map(headerOf)]);
    for await (const rows of rowGroups(table.rows, ROWS_AT_A_TIME)) {
      yield encoder.encode(head + lines(rows));
      head = "";
    }
  },
};

const lines = (rows: readonly Row[]): string => stringify([...rows], OPTIONS);

/** As JSON texts: a name with a line break in it must not end its comment. */
const commentLines = ({ provenance }: Table): string =>
  provenance.map(([name, said]) => `# ${name}: ${JSON.stringify(said)}\n`).join("");
