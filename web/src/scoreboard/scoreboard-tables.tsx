/** The tables of the scoreboard: headlines, errors per figure, rows, and what was fitted. */
import { dataplaneStyle } from "../../../src/plot/system-style.ts";
import {
  bareTexts,
  gradeOf,
  measureText,
  publishedText,
  rangeVerdict,
  setupText,
  signedPercent,
  valueText,
} from "../../../src/plot/value-text.ts";
import { SystemName } from "../parts/system-name.tsx";
import { TableBox } from "../parts/table-box.tsx";
import type { Row, Scoreboard } from "./scoreboard-query.ts";

const percent = (share: number | null | undefined): string =>
  share == null ? "–" : `${(100 * share).toFixed(1)} %`;

/** An error by colour and by a mark: = within 4 %, ~ within 12 %, ! within 25 %, !! beyond. */
function ErrorCell({ error }: { readonly error: number | null | undefined }) {
  if (error == null) return <td className="muted">–</td>;
  const { mark, grade } = gradeOf(error);
  return (
    <td className={`error ${grade}`}>
      <span className="mark">{mark}</span> {signedPercent(error)}
    </td>
  );
}

export function HeadlineTable({ headlines }: Pick<Scoreboard, "headlines">) {
  return (
    <TableBox label="Headlines">
      <thead>
        <tr>
          <th className="text">Row</th>
          <th>Published</th>
          <th>Simulated</th>
          <th>Error</th>
          <th>Allowed</th>
          <th>Met</th>
        </tr>
      </thead>
      <tbody>
        {headlines.map(({ id, published, simulated, unit, error, tolerance, isRelative, met }) => (
          <tr key={id}>
            <th className="text row-id">{id}</th>
            <td>{valueText(published, unit)}</td>
            <td>{simulated == null ? "–" : valueText(simulated, unit)}</td>
            <ErrorCell error={error} />
            <td>
              {percent(tolerance)}
              {!isRelative && " points"}
            </td>
            <td>{met == null ? "–" : met ? "yes" : "no"}</td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}

export function CheckTable({ checks }: Pick<Scoreboard, "checks">) {
  return (
    <TableBox label="Checks">
      <thead>
        <tr>
          <th className="text">Claim</th>
          <th>Simulated</th>
          <th>Met</th>
        </tr>
      </thead>
      <tbody>
        {checks.map(({ id, claim, found, met }) => (
          <tr key={id}>
            <th className="text">{claim}</th>
            <td>{found}</td>
            <td>{met == null ? "–" : met ? "yes" : "no"}</td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}

export function ErrorsTable({ figures, overall }: Pick<Scoreboard, "figures" | "overall">) {
  const all = [...figures, { ...overall, figure: "All calibration rows" }];
  return (
    <TableBox label="Errors per figure">
      <thead>
        <tr>
          <th className="text">Source</th>
          <th>Median</th>
          <th>p90</th>
          <th>Worst</th>
          <th>Rows</th>
          <th>Without value</th>
        </tr>
      </thead>
      <tbody>
        {all.map(({ figure, median, p90, worst, rows, absent }) => (
          <tr key={figure}>
            <th className="text">{figure}</th>
            <td>{percent(median)}</td>
            <td>{percent(p90)}</td>
            <td>{percent(worst)}</td>
            <td>{rows}</td>
            <td>{absent}</td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}

interface RowsTableProps {
  readonly label: string;
  readonly rows: readonly Row[];
}

export function RowsTable({ label, rows }: RowsTableProps) {
  return (
    <TableBox label={label}>
      <thead>
        <tr>
          <th className="text">System</th>
          <th className="text">Set-up</th>
          <th className="text">Measure</th>
          <th>Published</th>
          <th>Simulated</th>
          <th>Error</th>
          <th className="text">Role</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} title={row.id}>
            <th className="text">
              <SystemName name={row.system} style={dataplaneStyle(row.system)} />
            </th>
            <td className="text">{setupText(row.setup as Readonly<Record<string, unknown>>)}</td>
            <td className="text">{measureText(known(row))}</td>
            <td>{publishedText(known(row))}</td>
            <SimulatedCell row={row} />
            <VerdictCell row={row} />
            <td className="text">{row.role}</td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}

/** GraphQL leaves out what is null. */
const known = (row: Row) => ({
  ...row,
  published: row.published ?? null,
  range: row.range ?? null,
});

/** The error, or whether the value lies in the range that was published. */
function VerdictCell({ row }: { readonly row: Row }) {
  const missedBy = row.range?.missedBy;
  if (row.published != null || missedBy == null) return <ErrorCell error={row.relativeError} />;
  const grade = missedBy === 0 ? "good" : "poor";
  return <td className={`error ${grade}`}>{rangeVerdict(missedBy, row.unit)}</td>;
}

function SimulatedCell({ row }: { readonly row: Row }) {
  const { simulated, ciLow, ciHigh, unit, absent, draws } = row;
  if (simulated == null) {
    return <td className="muted">{(absent ?? "").toLowerCase().replaceAll("_", " ")}</td>;
  }
  const range = (low: number, high: number) => bareTexts(simulated, [low, high], unit).join(" to ");
  return (
    <td>
      {valueText(simulated, unit)}
      {ciLow != null && ciHigh != null && <span className="interval">{range(ciLow, ciHigh)}</span>}
      {draws != null && draws.length > 1 && (
        <span className="interval">
          {draws.length} draws: {range(Math.min(...draws), Math.max(...draws))}
        </span>
      )}
    </td>
  );
}

export function CalibrationTable({ counts }: { readonly counts: Scoreboard["calibration"] }) {
  return (
    <TableBox label="Calibrated values and the rows they meet">
      <thead>
        <tr>
          <th className="text">Model</th>
          <th>Calibrated values</th>
          <th>Rows within 12 %</th>
          <th>Rows</th>
        </tr>
      </thead>
      <tbody>
        {counts.map(({ family, id, calibratedValues, rows, met }) => (
          <tr key={`${family} ${id}`}>
            <th className="text">
              {family} {id}
            </th>
            <td>{calibratedValues}</td>
            <td>{met}</td>
            <td>{rows}</td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}
