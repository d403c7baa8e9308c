/**
 * The latency-against-throughput plot, drawn by the same function as the command line's, with a
 * read-out: by pointer, or by arrow keys along a curve and between curves.
 */
import { useMemo, useRef } from "react";
import { latencyThroughputSummary } from "../../../src/plot/latency-summary.ts";
import {
  footerText,
  type LatencyThroughputData,
  latencyThroughputSvg,
} from "../../../src/plot/latency-throughput.ts";
import { systemStyles } from "../../../src/plot/system-style.ts";
import { useThemeName } from "../theme/theme.ts";
import { PlotCaption } from "./plot-caption.tsx";
import { PlotReadout } from "./plot-readout.tsx";
import { usePlotCursor } from "./use-plot-cursor.ts";
import { heightOf, useWidth } from "./use-width.ts";

export function LatencyFigure({ data }: { readonly data: LatencyThroughputData }) {
  const theme = useThemeName();
  const plot = useRef<HTMLDivElement>(null);
  const width = useWidth(plot);
  const svg = useMemo(() => {
    const size = { width, height: heightOf(width) };
    return width === 0 ? "" : latencyThroughputSvg(data, { document, theme, bare: true, ...size });
  }, [data, theme, width]);
  const { lookedAt, spoken, handlers } = usePlotCursor(plot, data, svg);
  return (
    <figure className="figure" aria-label="Latency against throughput">
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: a chart that takes arrow keys. */}
      <div
        className="plot"
        ref={plot}
        role="application"
        aria-roledescription="chart"
        aria-label={`${latencyThroughputSummary(data)} Arrow keys read the points.`}
        tabIndex={0}
        {...handlers}
      >
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own drawing; text is escaped. */}
        <div dangerouslySetInnerHTML={{ __html: svg }} />
        {lookedAt && (
          <PlotReadout
            {...lookedAt}
            style={systemStyles(data.systems).get(lookedAt.system.id)}
            plotWidth={width}
          />
        )}
      </div>
      <p className="visually-hidden" aria-live="polite">
        {spoken}
      </p>
      <PlotCaption plot={{ kind: "latency-throughput", data }} text={footerText(data)} />
    </figure>
  );
}
