/** Grain `series`: a row per period of simulated time of each run, a column per time series. */
import { type PlaceColumns, placeColumns } from "../place-columns.ts";
import { seriesOf, seriesPeriodPs } from "../run-series.ts";
import type { ExportSource } from "../source.ts";
import { headerOf, integer, number, type Row } from "../table.ts";
import type { Grain } from "./contract.ts";

const PS_PER_US = 1e6;

export const seriesGrain: Grain = {
  id: "series",
  doc: "A row per period of simulated time of each run; none where the load stands still.",
  async tableOf(source) {
    const place = placeColumns(source.definition);
    const names = await source.seriesNames();
    const own = [
      integer("run"),
      integer("replication"),
      ...place.columns,
      integer("period"),
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
    if (record === null) continue;
    const series = seriesOf(record);
    const periodPs = seriesPeriodPs(record);
    const periods = Math.max(0, ...Object.values(series).map((values) => values.length));
    const cells = periods === 0 ? [] : place.cellsOf(pointIndex);
    for (let period = 0; period < periods; period += 1) {
      yield [
        index,
        replication,
        ...cells,
        period,
        periodPs === undefined ? null : (period * periodPs) / PS_PER_US,
        ...names.map((name) => series[name]?.[period] ?? null),
      ];
    }
  }
}
