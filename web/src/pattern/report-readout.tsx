/** The numbers of the report that is looked at, beside the line through all panels. */
import type { CSSProperties } from "react";
import { Icon } from "../parts/icon.tsx";
import { isAbove, reportValues, timeText } from "./report-values.ts";
import type { ShownReport, ShownStack } from "./stack-data.ts";

interface ReportReadoutProps {
  readonly stack: ShownStack;
  readonly report: ShownReport;
  /** Of the line, in pixels from the plot's left. */
  readonly x: number;
  readonly plotWidth: number;
}

const GAP_PX = 12;
/** About its width. */
const WIDTH_PX = 190;

/** Where there is more room beside the line; in a narrow plot as far aside as it goes. */
function styleAt(x: number, plotWidth: number): CSSProperties {
  const isRight = x > plotWidth / 2;
  const room = Math.max(0, plotWidth - WIDTH_PX);
  return isRight
    ? { right: Math.min(room, plotWidth - x + GAP_PX) }
    : { left: Math.min(room, x + GAP_PX) };
}

export function ReportReadout({ stack, report, x, plotWidth }: ReportReadoutProps) {
  return (
    <>
      <div className="report-line" style={{ left: x }} aria-hidden="true" />
      <div className="readout report-readout" style={styleAt(x, plotWidth)} aria-hidden="true">
        <strong>{timeText(report)}</strong>
        <dl>
          {reportValues(stack).map(({ id, title, unit, text }) => (
            <div key={id} className={id === "p99" && isAbove(report, stack) ? "late" : undefined}>
              <dt>{title}</dt>
              <dd>
                {id === "p99" && isAbove(report, stack) && <Icon name="partial" />}
                {text(report)} {unit}
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </>
  );
}
