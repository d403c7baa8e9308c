/** Grain `histogram`: a row per bucket that is not empty, of every histogram of every run. */
import { highestOf, lowestOf } from "../../stats/histogram.ts";
import { type PlaceColumns, placeColumns } from "../place-columns.ts";
import type { ExportSource } from "../source.ts";
import { integer, type Row, text } from "../table.ts";
import type { Grain } from "./contract.ts";

/** Histograms of anything but latencies, which are in nanoseconds (src/stats/record.ts). */
const UNITS: Readonly<Record<string, string>> = Object.freeze({ batch: "packets" });

export const histogramGrain: Grain = {
  id: "histogram",
  doc: "A row per bucket of each run's histograms, both bounds included.",
  async tableOf(source) {
    const place = placeColumns(source.definition);
    const columns = [
      integer("run"),
      integer("replication"),
      ...place.columns,
      text("histogram"),
      text("unit"),
      integer("low"),
      integer("high"),
      integer("count"),
    ];
    return { columns, rows: rowsOf(source, place) };
  },
};

async function* rowsOf(source: ExportSource, place: PlaceColumns): AsyncGenerator<Row> {
  for await (const { index, pointIndex, replication, record } of source.runs()) {
    if (record === null) continue;
    const cells = place.cellsOf(pointIndex);
    for (const [name, histogram] of Object.entries(record.histograms)) {
      const unit = UNITS[name] ?? "ns";
      const sparse = histogram.sparseCounts();
      for (let i = 0; i < sparse.length; i += 2) {
        const [bin = 0, count = 0] = sparse.slice(i, i + 2);
        yield [index, replication, ...cells, name, unit, lowestOf(bin), highestOf(bin), count];
      }
    }
  }
}
