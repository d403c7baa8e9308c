/**
 * Grain `series`: a row per report of each run, a column per time series. `start` is when the report's period
 * began, counted from when measuring did.
 */
import { type PlaceColumns, placeColumns } from "../place-columns.ts";
import type { ExportSource } from "../source.ts";
import { headerOf, integer, number, type Row } from "../table.ts";
import type { Grain } from "./contract.ts";

const PS_PER_US = 1e6;

export const seriesGrain: Grain = {
  id: "series",
  doc: "A row per report of each run; none where nothing moves.",
  async tableOf(source) {
    const place = placeColumns(source.definition);
    const names = await source.seriesNames();
    const own = [
      integer("run"),
      integer("replication"),
      ...place.columns,
      integer("report"),
      number("start", "us"),
    ];
    const taken = new Set(own.map(headerOf));
    // The name of a series ends with its unit, as in `p99Us`. No two columns have the same name.
    const series = names.map((name) => number(taken.has(name) ? `${name} series` : name));
    return { columns: [...own, ...series], rows: rowsOf(source, place, names) };
  },
};

async function* rowsOf(
  source: ExportSource,
  place: PlaceColumns,
  names: readonly string[],
): AsyncGenerator<Row> {
  if (names.length === 0) return;
  for await (const { index, pointIndex, replication, record } of source.runs()) {
    if (record?.series === undefined) continue;
    const { columns, periodPs } = record.series;
    const reports = Math.max(0, ...Object.values(columns).map((values) => values.length));
    const cells = place.cellsOf(pointIndex);
    for (let report = 0; report < reports; report += 1) {
      yield [
        index,
        replication,
        ...cells,
        report,
        (report * periodPs) / PS_PER_US,
        ...names.map((name) => columns[name]?.[report] ?? null),
      ];
    }
  }
}
