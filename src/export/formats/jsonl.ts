/** JSON Lines: an object per row, with the headers as keys. */
import { rowGroups } from "../row-groups.ts";
import { headerOf } from "../table.ts";
import type { Format } from "./contract.ts";

const ROWS_AT_A_TIME = 1000;

export const jsonLines: Format = {
  id: "jsonl",
  title: "JSON Lines",
  contentType: "application/x-ndjson",
  hasComments: false,
  async *write({ columns, rows }) {
    const encoder = new TextEncoder();
    const names = columns.map(headerOf);
    for await (const group of rowGroups(rows, ROWS_AT_A_TIME)) {
      const lines = group.map((row) => {
        const entries = names.map((name, i) => [name, row[i] ?? null] as const);
        return `${JSON.stringify(Object.fromEntries(entries))}\n`;
      });
      yield encoder.encode(lines.join(""));
    }
  },
};
