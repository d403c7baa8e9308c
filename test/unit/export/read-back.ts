/** Exports read back by readers that share nothing with how they were written. */
import { parse } from "csv-parse/sync";
import { parquetMetadataAsync, parquetRead } from "hyparquet";
import type { Cell } from "../../../src/export/table.ts";

export interface ReadTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

export async function bytesOf(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

/** Every cell as text. */
export function readCsv(bytes: Buffer): ReadTable {
  const [header = [], ...rows] = parse(bytes.toString("utf8"), {
    comment: "#",
    comment_no_infix: true,
  });
  return { header, rows };
}

/** Keys of every line must be the same, in the same order. */
export function readJsonLines(bytes: Buffer): readonly ReadonlyMap<string, unknown>[] {
  const lines = bytes.toString("utf8").split("\n");
  if (lines.pop() !== "") throw new Error("the last line has no end");
  return lines.map((line) => new Map(Object.entries(JSON.parse(line) as object)));
}

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** Integers come back as bigints. */
export async function readParquet(
  bytes: Buffer,
): Promise<ReadTable & { readonly about: Readonly<Record<string, string>> }> {
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
  const { schema, key_value_metadata: entries = [] } = await parquetMetadataAsync(file);
  let rows: unknown[][] = [];
  await parquetRead({
    file,
    // The reader's own way drops a byte order mark.
    parsers: { stringFromBytes: (text?: Uint8Array) => text && utf8.decode(text) },
    onComplete: (all: unknown[][]) => (rows = all),
  });
  return {
    header: schema.slice(1).map(({ name }) => name),
    rows,
    about: Object.fromEntries(entries.map(({ key, value }) => [key, value ?? ""])),
  };
}

/** What a spreadsheet-safe CSV holds for a cell. */
export function csvCell(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell !== "string") return String(cell);
  return /^[=+\-@\t\r＝＋－＠]/.test(cell) ? `'${cell}` : cell;
}
