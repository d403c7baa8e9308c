/** Points whose load or policy moves, as a table: means over their replications, with the range of those. */
import Table from "cli-table3";
import { estimateMetric } from "../experiment/estimate.ts";
import type { Slo } from "../experiment/definition.ts";
import { excursionsOf } from "../experiment/pattern/excursions.ts";
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

const columnsFor = (slo: Slo | null): readonly Column[] => [
  { head: "throughput (M/s)", cell: value("throughput", (x) => (x / 1e6).toFixed(2)) },
  { head: "power (W)", cell: value("power", (x) => x.toFixed(1)) },
  {
    head: "background, of standalone",
    cell: value("backgroundThroughput", (x) => percent(x / STANDALONE_MB_PER_S)),
  },
  {
    head: `reports above ${slo === null ? "500 us" : `${slo.limitPs / 1e6} us`}`,
    cell: ({ records }) => {
      const { above, reports } = excursionsOf(records, slo);
      return `${above} of ${reports}`;
    },
  },
  { head: "steps", cell: value("policySteps", String) },
  { head: "migrate commands", cell: value("migrations", String) },
  { head: "median (us)", cell: value("migration.p50", (x) => x.toFixed(0)) },
  { head: "worst (us)", cell: value("migration.worst", (x) => x.toFixed(0)) },
  { head: "full rings found", cell: value("overflows", String) },
  { head: "frames lost", cell: value("drops", String) },
  { head: "frames sent again", cell: value("retransmissions", String) },
  ...STATE_SHARES.map(({ id, title }) => ({ head: title.toLowerCase(), cell: value(id, percent) })),
];

/** One row per measure: there are more of them than points. */
export function patternTable(rows: readonly PointRow[], slo: Slo | null): string {
  const table = new Table({
    head: ["", ...rows.map(({ point }) => point.label)],
    style: { head: [], border: [], compact: true },
  });
  for (const { head, cell } of columnsFor(slo)) table.push([head, ...rows.map(cell)]);
  return table.toString();
}
