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
import { Icon } from "../parts/icon.tsx";
import { useThemeName } from "../theme/theme.ts";
import { downloadSvg } from "./download-svg.ts";
import { PlotReadout } from "./plot-readout.tsx";
import { usePlotCursor } from "./use-plot-cursor.ts";
import { useWidth } from "./use-width.ts";

const heightOf = (width: number): number =>
  width < 520 ? 400 : Math.min(520, Math.round(width * 0.56));

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
      <figcaption>
        <span className="muted small">{footerText(data)}</span>
        <span className="row">
          <a className="button quiet" href="#points">
            <Icon name="table" />
            Show as table
          </a>
          <button type="button" className="button quiet" onClick={() => downloadSvg(data, theme)}>
            <Icon name="download" />
            SVG
          </button>
        </span>
      </figcaption>
    </figure>
  );
}
