/**
 * What changed with time in one run, drawn by the same function as the command line's, with a line through all panels
 * and a read-out: by pointer, or by arrow keys from report to report.
 */
import { useMemo, useRef, useState } from "react";
import { reportPlace } from "../../../src/plot/pattern-stack-cursor.ts";
import { patternFooter, patternStackSvg } from "../../../src/plot/pattern-stack.ts";
import { patternSummary } from "../../../src/plot/pattern-stack-summary.ts";
import { PlotCaption } from "../experiment/plot-caption.tsx";
import { useWidth } from "../experiment/use-width.ts";
import { useThemeName } from "../theme/theme.ts";
import { ReportReadout } from "./report-readout.tsx";
import { ReportsTable } from "./reports-table.tsx";
import { spokenReport } from "./report-values.ts";
import type { ShownStack } from "./stack-data.ts";
import { useReportCursor } from "./use-report-cursor.ts";

/** Of five panels; on a phone legends take a row of their own. */
const heightFor = (width: number): number => (width < 480 ? 820 : 720);

export function StackFigure({ stack }: { readonly stack: ShownStack }) {
  const theme = useThemeName();
  const plot = useRef<HTMLDivElement>(null);
  const width = useWidth(plot);
  const [hasTable, setHasTable] = useState(false);
  const svg = useMemo(() => {
    const size = { width, height: heightFor(width) };
    return width === 0 ? "" : patternStackSvg(stack, { document, theme, bare: true, ...size });
  }, [stack, theme, width]);
  const speak = (index: number) => spokenReport(stack, index);
  const { cursor, spoken, handlers } = useReportCursor(plot, stack, speak);
  const report = cursor === undefined ? undefined : stack.reports[cursor];
  const x = cursor === undefined ? undefined : reportPlace(stack, width, cursor);
  return (
    <figure className="figure" aria-label={stack.subtitle}>
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: a chart that takes arrow keys. */}
      <div
        className="plot"
        ref={plot}
        role="application"
        aria-roledescription="chart"
        aria-label={`${patternSummary(stack)} Arrow keys read the reports.`}
        tabIndex={0}
        {...handlers}
      >
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own drawing; text is escaped. */}
        <div dangerouslySetInnerHTML={{ __html: svg }} />
        {report && x !== undefined && (
          <ReportReadout stack={stack} report={report} x={x} plotWidth={width} />
        )}
      </div>
      <p className="visually-hidden" aria-live="polite">
        {spoken}
      </p>
      <PlotCaption
        plot={{ kind: "pattern-stack", data: stack }}
        text={patternFooter(stack)}
        table={{ isShown: hasTable, toggle: () => setHasTable(!hasTable) }}
      />
      {hasTable && <ReportsTable stack={stack} />}
    </figure>
  );
}
