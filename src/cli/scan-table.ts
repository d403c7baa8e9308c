/** Scanned configurations as a table: the highest load of each under the objective, and what it draws there. */
import Table from "cli-table3";
import type { SystemAnswer } from "../experiment/answer.ts";

type Scan = Pick<SystemAnswer, "label" | "maxThroughputUnderSlo" | "firstMissRps" | "power">;

export function scanTable(scans: readonly Scan[]): string {
  const head = [
    "configuration",
    "highest load under the SLO (M/s)",
    "power there (W)",
    "first miss (M/s)",
  ];
  const table = new Table({ head, style: { head: [], border: [], compact: true }, wordWrap: true });
  for (const { label, maxThroughputUnderSlo, power, firstMissRps } of scans) {
    table.push([
      label,
      shown(maxThroughputUnderSlo.value, millions),
      shown(power.value, (watts) => watts.toFixed(1)),
      shown(firstMissRps, millions),
    ]);
  }
  return table.toString();
}

const millions = (rps: number): string => (rps / 1e6).toFixed(2);

const shown = (value: number | null, format: (value: number) => string): string =>
  value === null ? "-" : format(value);
