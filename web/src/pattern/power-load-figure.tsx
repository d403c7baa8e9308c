/** Power against load of scanned configurations, drawn by the same function as the command line's. */
import { useMemo, useRef } from "react";
import { powerLoadCurvesSvg, powerLoadFooter } from "../../../src/plot/power-load-curves.ts";
import type { PowerLoadCurves } from "../../../src/plot/power-load-data.ts";
import { powerLoadSummary } from "../../../src/plot/power-load-summary.ts";
import { PlotCaption } from "../experiment/plot-caption.tsx";
import { heightOf, useWidth } from "../experiment/use-width.ts";
import { useThemeName } from "../theme/theme.ts";

export function PowerLoadFigure({ data }: { readonly data: PowerLoadCurves }) {
  const theme = useThemeName();
  const plot = useRef<HTMLDivElement>(null);
  const width = useWidth(plot);
  const svg = useMemo(() => {
    const size = { width, height: heightOf(width) };
    return width === 0 ? "" : powerLoadCurvesSvg(data, { document, theme, bare: true, ...size });
  }, [data, theme, width]);
  return (
    <figure className="figure">
      <div className="plot" ref={plot} role="img" aria-label={powerLoadSummary(data)}>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own drawing; text is escaped. */}
        <div dangerouslySetInnerHTML={{ __html: svg }} />
      </div>
      <PlotCaption plot={{ kind: "power-load", data }} text={powerLoadFooter(data)} />
    </figure>
  );
}
