/** Points whose load or policy moves, as a table: means over their replications, with the range of those. */
import Table from "cli-table3";
import { estimateMetric } from "../experiment/estimate.ts";
import type { Slo } from "../experiment/definition.ts";
import { excursionsOf, tailLimitUs } from "../experiment/pattern/excursions.ts";
import { STATE_SHARES } from "../stats/metrics/control-plane.ts";
import { STANDALONE_MB_PER_S } from "../stats/savings/background-gain.ts";
import type { PointRow } from "./points-table.ts";

interface Column {
  readonly head: string;
  readonly cell: (row: PointRow) => string;
}

const value = (measure: string, format: (x: number) => string) => (row: PointRow) => {
  const estimate = estimateMetric(row.records, measure);
  return estimate.value === null ? "-" : format(estimate.value);
};

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/** Measures that count something add up over replications: their mean is shown. */
const count = (measure: string) => (row: PointRow) =>
  value(measure, (x) => String(Number((x / row.records.length).toFixed(1))))(row);

const columnsFor = (slo: Slo | null): readonly Column[] => [
  { head: "throughput (M/s)", cell: value("throughput", (x) => (x / 1e6).toFixed(2)) },
  { head: "power (W)", cell: value("power", (x) => x.toFixed(1)) },
  {
    head: "background, of standalone",
    cell: value("backgroundThroughput", (x) => percent(x / STANDALONE_MB_PER_S)),
  },
  {
    head: `reports above ${tailLimitUs(slo)} us`,
    cell: ({ records }) => {
      const { above, reports } = excursionsOf(records, slo);
      return `${above} of ${reports}`;
    },
  },
  {
    head: "seconds above it",
    cell: ({ records }) => {
      const { secondsAbove } = excursionsOf(records, slo);
      return String(Number(secondsAbove.toFixed(2)));
    },
  },
  { head: "steps", cell: count("policySteps") },
  { head: "migrate commands", cell: count("migrations") },
  { head: "median (us)", cell: value("migration.p50", (x) => x.toFixed(0)) },
  { head: "worst (us)", cell: value("migration.worst", (x) => x.toFixed(0)) },
  { head: "full rings found", cell: count("overflows") },
  { head: "frames lost", cell: count("drops") },
  { head: "frames sent again", cell: count("retransmissions") },
  ...STATE_SHARES.map(({ id, title }) => ({ head: title.toLowerCase(), cell: value(id, percent) })),
];

/** More points than this stand below each other: a terminal is not wide enough. */
const MOST_COLUMNS = 4;

/** One row per measure, since there are more of them than points; else one row per point. */
export function patternTable(rows: readonly PointRow[], slo: Slo | null): string {
  const style = { head: [], border: [], compact: true };
  const columns = columnsFor(slo);
  if (rows.length > MOST_COLUMNS) {
    const head = ["", ...columns.map((column) => column.head)];
    const table = new Table({ head, style, wordWrap: true });
    for (const row of rows) table.push([row.point.label, ...columns.map(({ cell }) => cell(row))]);
    return table.toString();
  }
  const table = new Table({ head: ["", ...rows.map(({ point }) => point.label)], style });
  for (const { head, cell } of columns) table.push([head, ...rows.map(cell)]);
  return table.toString();
}
