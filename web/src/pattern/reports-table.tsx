/** The reports of a run as rows: the same numbers as in its stack, and those that a drawing cannot show. */
import { useState } from "react";
import { counted } from "../format/quantity.ts";
import { TableBox } from "../parts/table-box.tsx";
import { isAbove, reportValues, timeText } from "./report-values.ts";
import type { ShownStack } from "./stack-data.ts";

/** Rows at first, and with each press of the button. */
const ROWS = 120;

export function ReportsTable({ stack }: { readonly stack: ShownStack }) {
  const [rows, setRows] = useState(ROWS);
  const { reports } = stack;
  const values = reportValues(stack);
  const rest = reports.length - rows;
  return (
    <>
      <TableBox label={`Reports of ${stack.subtitle}`}>
        <thead>
          <tr>
            <th scope="col">
              From <span className="unit">s</span>
            </th>
            {values.map(({ id, title, unit }) => (
              <th key={id} scope="col">
                {title} <span className="unit">{unit}</span>
              </th>
            ))}
            <th scope="col" className="text">
              Meets SLO
            </th>
          </tr>
        </thead>
        <tbody>
          {reports.slice(0, rows).map((report) => (
            <tr key={report.fromS} data-report={report.fromS}>
              <th scope="row">{timeText(report).replace(" s", "")}</th>
              {values.map(({ id, text }) => (
                <td key={id}>{text(report)}</td>
              ))}
              <td className="text">{meets(report.p99Us, isAbove(report, stack))}</td>
            </tr>
          ))}
        </tbody>
      </TableBox>
      {rest > 0 && (
        <p className="row">
          <button type="button" className="button quiet" onClick={() => setRows(rows + ROWS)}>
            Show {counted(Math.min(ROWS, rest), "more report")}
          </button>
          <span className="muted small">{counted(rest, "report is", "reports are")} not shown</span>
        </p>
      )}
    </>
  );
}

function meets(p99Us: number | null, isLate: boolean): string {
  if (p99Us === null) return "–";
  return isLate ? "no" : "yes";
}
