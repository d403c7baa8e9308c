/** A Pareto front for a terminal: the front, what is dominated and by whom, and what takes no part. */
import Table from "cli-table3";
import { prefixed } from "../../plot/number-format.ts";
import { paretoSummary } from "../../plot/pareto-front-summary.ts";
import { paint } from "../paint.ts";
import { type ParetoDocument, plotDataOf } from "./pareto-document.ts";

export function paretoText(front: ParetoDocument): string {
  const { x, y, points, objective } = front;
  const head = [
    "point",
    ...[x, y].map(({ title, better }) => `${title} (${better.toLowerCase()})`),
    "",
  ];
  const table = new Table({ head, style: { head: [], border: [], compact: true } });
  const order = { FRONT: 0, DOMINATED: 1, MISSES_SLO: 2, ABSENT: 3 } as const;
  for (const point of points.toSorted((a, b) => order[a.standing] - order[b.standing])) {
    const said = {
      FRONT: "front",
      DOMINATED: `dominated by ${point.dominatedBy}`,
      MISSES_SLO: `misses ${objective}`,
      ABSENT: "no value",
    }[point.standing];
    const row = [point.label, valueOf(point.x, x), valueOf(point.y, y), said];
    table.push(point.standing === "FRONT" ? row : row.map((cell) => paint("dim", cell)));
  }
  return `${paretoSummary(plotDataOf(front))}\n${table.toString()}`;
}

function valueOf(
  { value, absentBecause }: ParetoDocument["points"][number]["x"],
  measure: ParetoDocument["x"],
): string {
  if (value !== null) return prefixed(value, measure.unit);
  return (absentBecause ?? "NOT_FINISHED").toLowerCase().replaceAll("_", " ");
}
