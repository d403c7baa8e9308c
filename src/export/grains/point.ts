/**
 * Grain `point`: a row per point, with every metric over its finished replications: value, 95 % interval,
 * and why a value is not there.
 */
import { estimateMetric, isSaturated } from "../../experiment/estimate.ts";
import { placeOf } from "../../experiment/points.ts";
import type { RunRecord } from "../../stats/record.ts";
import { METRICS } from "../../stats/registry.ts";
import { type PlaceColumns, placeColumns } from "../place-columns.ts";
import type { ExportSource } from "../source.ts";
import { boolean, integer, number, type Row, text } from "../table.ts";
import type { Grain } from "./contract.ts";

export const pointGrain: Grain = {
  id: "point",
  doc: "A row per point: every metric with its interval.",
  async tableOf(source) {
    const place = placeColumns(source.definition);
    const columns = [
      ...place.columns,
      boolean("saturated"),
      integer("replications"),
      integer("samples"),
      ...METRICS.flatMap(({ id, unit }) => [
        number(id, unit),
        number(`${id} ciLow`, unit),
        number(`${id} ciHigh`, unit),
        text(`${id} absent`),
      ]),
    ];
    return { columns, rows: rowsOf(source, place) };
  },
};

async function* rowsOf(source: ExportSource, place: PlaceColumns): AsyncGenerator<Row> {
  for await (const { index, records } of recordsByPoint(source)) {
    const { offeredRps } = placeOf(source.definition, index);
    const estimates = METRICS.map(({ id }) => estimateMetric(records, id));
    yield [
      ...place.cellsOf(index),
      // Under a closed loop nothing is offered that could be too much.
      offeredRps === null ? null : isSaturated(records),
      records.length,
      estimates[0]?.samples ?? 0,
      ...estimates.flatMap(({ value, ciLow, ciHigh, absentBecause }) => [
        value,
        ciLow,
        ciHigh,
        absentBecause,
      ]),
    ];
  }
}

/** The points in order, each with the records of its finished runs: all that are held at a time. */
async function* recordsByPoint(
  source: ExportSource,
): AsyncGenerator<{ readonly index: number; readonly records: readonly RunRecord[] }> {
  let index = 0;
  let records: RunRecord[] = [];
  for await (const { pointIndex, record } of source.runs()) {
    if (pointIndex !== index) {
      yield { index, records };
      index = pointIndex;
      records = [];
    }
    if (record !== null) records.push(record);
  }
  yield { index, records };
}
