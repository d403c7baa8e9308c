/** Grain `run`: a row per run, with what it takes to compute it again and every metric of its own. */
import type { Absence } from "../../stats/absence.ts";
import { METRICS } from "../../stats/registry.ts";
import { type PlaceColumns, placeColumns } from "../place-columns.ts";
import type { ExportSource } from "../source.ts";
import { integer, number, type Row, text } from "../table.ts";
import type { Grain } from "./contract.ts";

export const runGrain: Grain = {
  id: "run",
  doc: "A row per run: its seed, content key, digest and metrics.",
  async tableOf(source) {
    const place = placeColumns(source.definition);
    const columns = [
      integer("run"),
      integer("replication"),
      ...place.columns,
      text("state"),
      text("seed"),
      text("contentKey"),
      text("digest"),
      ...METRICS.flatMap(({ id, unit }) => [number(id, unit), text(`${id} absent`)]),
    ];
    return { columns, rows: rowsOf(source, place) };
  },
};

async function* rowsOf(source: ExportSource, place: PlaceColumns): AsyncGenerator<Row> {
  for await (const run of source.runs()) {
    const { record } = run;
    const metrics = METRICS.flatMap((metric) =>
      valueAndAbsence(record === null ? "NOT_FINISHED" : metric.of(record)),
    );
    yield [
      run.index,
      run.replication,
      ...place.cellsOf(run.pointIndex),
      run.state,
      run.seed,
      run.contentKey,
      run.digest,
      ...metrics,
    ];
  }
}

const valueAndAbsence = (value: number | Absence): Row =>
  typeof value === "number" ? [value, null] : [null, value];
