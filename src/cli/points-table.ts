/** The points of an experiment as a table: what varies, and what was measured there. */
import Table from "cli-table3";
import { estimateMetric } from "../experiment/estimate.ts";
import type { PlannedPoint } from "../experiment/expand.ts";
import type { RunRecord } from "../stats/record.ts";

export interface PointRow {
  readonly point: PlannedPoint;
  readonly records: readonly RunRecord[];
}

interface Column {
  readonly head: string;
  readonly measure: string;
  readonly format: (value: number) => string;
}

const us = (value: number) => value.toFixed(1);

const COLUMNS: readonly Column[] = [
  { head: "throughput (K/s)", measure: "throughput", format: (v) => (v / 1e3).toFixed(1) },
  { head: "mean (us)", measure: "latency.mean", format: us },
  { head: "p99 (us)", measure: "latency.p99", format: us },
  { head: "batch", measure: "batch.mean", format: (v) => v.toFixed(1) },
  { head: "kernel share", measure: "kernelShare", format: (v) => `${(100 * v).toFixed(0)} %` },
  { head: "power (W)", measure: "power", format: (v) => v.toFixed(1) },
];

/** Points in their order; a measure that is absent says why. */
export function pointsTable(rows: readonly PointRow[]): string {
  const varies = [...new Set(rows.flatMap(({ point }) => Object.keys(point.params)))];
  const head = [...varies.map(shortName), ...COLUMNS.map((column) => column.head)];
  const table = new Table({ head, style: { head: [], border: [], compact: true } });
  for (const { point, records } of rows) {
    table.push([
      ...varies.map((name) => shown(point.params[name])),
      ...COLUMNS.map((column) => cell(records, column)),
    ]);
  }
  return table.toString();
}

/** `workload.connections` is known by its last part; what it belongs to stands in the definition. */
const shortName = (path: string): string => path.split(".").at(-1) ?? path;

const shown = (value: unknown): string => (typeof value === "string" ? value : "-");

function cell(records: readonly RunRecord[], { measure, format }: Column): string {
  const { value, absentBecause } = estimateMetric(records, measure);
  if (value !== null) return format(value);
  return (absentBecause ?? "NOT_FINISHED").toLowerCase().replaceAll("_", " ");
}
