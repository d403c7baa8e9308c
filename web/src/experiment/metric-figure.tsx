/**
 * A metric against an axis of the experiment, drawn by the same function as the command line's. Its
 * numbers are read from the table below it.
 */
import { useMemo, useRef } from "react";
import { metricAgainstAxisSvg, metricFooter } from "../../../src/plot/metric-against-axis.ts";
import type { MetricAgainstAxisData } from "../../../src/plot/metric-against-axis-data.ts";
import { metricSummary } from "../../../src/plot/metric-summary.ts";
import { useThemeName } from "../theme/theme.ts";
import { PlotCaption } from "./plot-caption.tsx";
import { heightOf, useWidth } from "./use-width.ts";

export function MetricFigure({ data }: { readonly data: MetricAgainstAxisData }) {
  const theme = useThemeName();
  const plot = useRef<HTMLDivElement>(null);
  const width = useWidth(plot);
  const svg = useMemo(() => {
    const size = { width, height: heightOf(width) };
    return width === 0 ? "" : metricAgainstAxisSvg(data, { document, theme, bare: true, ...size });
  }, [data, theme, width]);
  return (
    <figure className="figure">
      <div className="plot" ref={plot} role="img" aria-label={metricSummary(data)}>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own drawing; text is escaped. */}
        <div dangerouslySetInnerHTML={{ __html: svg }} />
      </div>
      <PlotCaption plot={{ kind: "metric-against-axis", data }} text={metricFooter(data)} />
    </figure>
  );
}
