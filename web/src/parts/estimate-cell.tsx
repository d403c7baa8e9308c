/** A table cell with an estimate: value, interval below, full value on hover; or why there is none. */
import type { Column } from "../format/quantity.ts";

export interface ShownEstimate {
  readonly value: number | null;
  readonly ciLow: number | null;
  readonly ciHigh: number | null;
  readonly absentBecause: string | null;
}

const ABSENCES: Readonly<Record<string, string>> = {
  NOT_FINISHED: "not finished yet",
  NO_SAMPLES: "no samples",
  TOO_FEW_SAMPLES: "too few samples",
  NOT_MODELLED: "not modelled",
};

interface EstimateCellProps {
  readonly estimate: ShownEstimate;
  readonly column: Column;
  readonly withInterval?: boolean | undefined;
  /** Says it better than the reason of absence. */
  readonly absentText?: string | undefined;
}

export function EstimateCell({ estimate, column, withInterval, absentText }: EstimateCellProps) {
  const { value, ciLow, ciHigh } = estimate;
  if (value === null) {
    const reason = absentText ?? absenceText(estimate.absentBecause);
    return <td className="muted">{reason === "not finished yet" ? <Pending /> : reason}</td>;
  }
  const hasInterval = ciLow !== null && ciHigh !== null;
  const interval = hasInterval ? `${column.full(ciLow)} to ${column.full(ciHigh)}` : "no interval";
  return (
    <td title={`${column.full(value)} (${interval})`} data-value={value}>
      {column.cell(value)}
      {withInterval && hasInterval && (
        <span className="interval">
          {column.cell(ciLow)}–{column.cell(ciHigh)}
        </span>
      )}
    </td>
  );
}

function Pending() {
  return (
    <span title="not finished yet">
      <span aria-hidden="true">…</span>
      <span className="visually-hidden">not finished yet</span>
    </span>
  );
}

const absenceText = (reason: string | null): string =>
  reason === null ? "not known" : (ABSENCES[reason] ?? reason.toLowerCase().replaceAll("_", " "));
