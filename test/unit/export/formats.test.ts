/** What is written in each format is what an independent reader finds, whatever stands in the cells. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csv } from "../../../src/export/formats/csv.ts";
import { jsonLines } from "../../../src/export/formats/jsonl.ts";
import { parquet } from "../../../src/export/formats/parquet.ts";
import { FORMATS } from "../../../src/export/formats/registry.ts";
import {
  type Cell,
  type Column,
  headerOf,
  integer,
  number,
  type Row,
  type Table,
  text,
} from "../../../src/export/table.ts";
import { bytesOf, csvCell, readCsv, readJsonLines, readParquet } from "./read-back.ts";

async function* oneByOne(rows: readonly Row[]): AsyncGenerator<Row> {
  yield* rows;
}

interface Sample {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

const tableOf = ({ columns, rows }: Sample): Table => ({
  columns,
  rows: oneByOne(rows),
  provenance: [["name", "a\nb"]],
});

/** Begins with what spreadsheets, CSV readers and comments trip over. */
const nasty = fc
  .tuple(
    fc.constantFrom(
      "",
      "=",
      "+",
      "-",
      "@",
      "\t",
      "\r",
      "\n",
      '"',
      ",",
      "#",
      "'",
      "\uFF1D",
      "\uFEFF",
    ),
    fc.string({ unit: "binary", maxLength: 12 }),
  )
  .map((parts) => parts.join(""));

const cellOf: Record<Column["type"], fc.Arbitrary<Cell>> = {
  text: nasty,
  integer: fc.maxSafeInteger(),
  // No minus zero: neither CSV nor JSON has one that readers keep.
  number: fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0),
  boolean: fc.boolean(),
};

const samples: fc.Arbitrary<Sample> = fc
  .uniqueArray(
    fc.record({
      // The reader of Parquet drops a byte order mark before the name of a column.
      name: nasty.map((name) => name.replace(/^\uFEFF+/, "")),
      unit: fc.constantFrom("us", "requests/s"),
      type: fc.constantFrom<Column["type"]>("text", "integer", "number", "boolean"),
    }),
    { minLength: 1, maxLength: 6, selector: headerOf },
  )
  .chain((columns) =>
    fc.record({
      columns: fc.constant(columns),
      rows: fc.array(fc.tuple(...columns.map(({ type }) => fc.option(cellOf[type], { freq: 4 }))), {
        maxLength: 8,
      }),
    }),
  );

describe("a table", () => {
  it("reads back from CSV, its texts made safe for spreadsheets and its numbers left alone", async () => {
    await fc.assert(
      fc.asyncProperty(samples, async (sample) => {
        const { header, rows } = readCsv(await bytesOf(csv.write(tableOf(sample), true)));
        expect(header).toEqual(sample.columns.map(headerOf).map(csvCell));
        expect(rows).toEqual(sample.rows.map((row) => row.map(csvCell)));
      }),
    );
  });

  it("reads back from JSON Lines", async () => {
    await fc.assert(
      fc.asyncProperty(samples, async (sample) => {
        const lines = readJsonLines(await bytesOf(jsonLines.write(tableOf(sample), false)));
        const names = sample.columns.map(headerOf);
        const expected = sample.rows.map((row) => new Map(row.map((cell, i) => [names[i], cell])));
        expect(lines).toEqual(expected);
      }),
    );
  });

  it("reads back from Parquet with types and provenance", async () => {
    await fc.assert(
      fc.asyncProperty(samples, async (sample) => {
        const read = await readParquet(await bytesOf(parquet.write(tableOf(sample), false)));
        expect(read.header).toEqual(sample.columns.map(headerOf));
        expect(read.about).toEqual({ name: "a\nb" });
        expect(read.rows).toEqual(
          sample.rows.map((row) =>
            row.map((cell, i) =>
              sample.columns[i]?.type === "integer" && typeof cell === "number"
                ? BigInt(cell)
                : cell,
            ),
          ),
        );
      }),
    );
  });
});

describe("CSV", () => {
  it("keeps negative numbers numbers and disarms texts that look like formulas", async () => {
    const columns = [text("name"), number("change", "us")];
    const rows = [
      ["=1+1", -3.5],
      ["-2", 1e21],
      ["@x", null],
    ];
    const bytes = await bytesOf(csv.write(tableOf({ columns, rows }), false));
    expect(bytes.toString()).toBe("name,change (us)\n'=1+1,-3.5\n'-2,1e+21\n'@x,\n");
  });

  it("says where it comes from only if asked, in lines that no name can leave", async () => {
    const sample = { columns: [text("a")], rows: [["x"]] };
    expect((await bytesOf(csv.write(tableOf(sample), false))).toString()).toBe("a\nx\n");
    expect((await bytesOf(csv.write(tableOf(sample), true))).toString()).toBe(
      '# name: "a\\nb"\na\nx\n',
    );
  });
});

describe("a long table", () => {
  const LONG = 100_000;
  /** Rows that may be held at a time: those of the largest group. */
  const MOST_HELD = 2000;

  it.each(FORMATS)("is written as $id while its rows come, few of them held", async (format) => {
    let made = 0;
    async function* rows(): AsyncGenerator<Row> {
      for (; made < LONG; made += 1) yield [made, `run ${made % 7}`, made / 3];
    }
    const columns = [integer("run"), text("label"), number("p99", "us")];
    const pieces: Uint8Array[] = [];
    let before = 0;
    for await (const piece of format.write({ columns, rows: rows(), provenance: [] }, false)) {
      expect(made - before).toBeLessThanOrEqual(MOST_HELD);
      before = made;
      pieces.push(piece);
    }
    const bytes = Buffer.concat(pieces);
    if (format === parquet) {
      const read = await readParquet(bytes);
      expect(read.rows).toHaveLength(LONG);
      expect(read.rows.at(-1)).toEqual([BigInt(LONG - 1), `run ${(LONG - 1) % 7}`, (LONG - 1) / 3]);
    } else {
      expect(bytes.toString().split("\n")).toHaveLength(format === csv ? LONG + 2 : LONG + 1);
    }
  });
});
