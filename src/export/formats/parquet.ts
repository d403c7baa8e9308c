/**
 * Parquet: typed columns, compressed with Snappy, written one row group at a time; provenance is the file's
 * key-value metadata. Integers are INT64, other numbers DOUBLE, texts STRING; every column is optional.
 */
import {
  ByteWriter,
  type ColumnSource,
  ParquetWriter,
  schemaFromColumnData,
} from "hyparquet-writer";
import { rowGroups } from "../row-groups.ts";
import { type Column, headerOf, type Row } from "../table.ts";
import type { Format } from "./contract.ts";

/** Large enough to compress well, small enough not to keep others waiting while it is encoded. */
const ROWS_OF_A_GROUP = 2000;

const TYPES = { text: "STRING", integer: "INT64", number: "DOUBLE", boolean: "BOOLEAN" } as const;

export const parquet: Format = {
  id: "parquet",
  title: "Parquet",
  contentType: "application/vnd.apache.parquet",
  hasComments: false,
  async *write({ columns, rows, provenance }) {
    const writer = new ByteWriter();
    const file = new ParquetWriter({
      writer,
      schema: schemaFromColumnData({ columnData: columns.map((column) => dataOf(column, [], 0)) }),
      kvMetadata: provenance.map(([key, value]) => ({ key, value })),
      createdBy: "ixlab",
    });
    for await (const group of rowGroups(rows, ROWS_OF_A_GROUP)) {
      const columnData = columns.map((column, i) => dataOf(column, group, i));
      await file.write({ columnData, rowGroupSize: ROWS_OF_A_GROUP });
      yield takeBytes(writer);
    }
    await file.finish();
    yield takeBytes(writer);
  },
};

function dataOf(column: Column, rows: readonly Row[], index: number): ColumnSource {
  const cells = rows.map((row) => row[index] ?? null);
  const isWhole = column.type === "integer";
  return {
    name: headerOf(column),
    type: TYPES[column.type],
    data: isWhole ? cells.map((cell) => (cell === null ? null : BigInt(cell))) : cells,
  };
}

/** What has been written since last time. The writer goes on counting: offsets are those of the file. */
function takeBytes(writer: ByteWriter): Uint8Array {
  const bytes = writer.getBytes().slice();
  writer.index = 0;
  return bytes;
}
