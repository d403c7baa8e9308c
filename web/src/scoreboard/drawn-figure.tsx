/** A figure of a suite, drawn by the same function as the command line's, at the width of its card. */
import { useMemo, useRef } from "react";
import {
  type Drawing,
  drawingFooter,
  drawingSummary,
  drawingSvg,
} from "../../../src/plot/drawing.ts";
import { useWidth } from "../experiment/use-width.ts";
import { useThemeName } from "../theme/theme.ts";

export function DrawnFigure({ drawing }: { readonly drawing: Drawing }) {
  const theme = useThemeName();
  const plot = useRef<HTMLDivElement>(null);
  const width = useWidth(plot);
  const svg = useMemo(
    () => (width === 0 ? "" : drawingSvg(drawing, { document, theme, width, bare: true })),
    [drawing, theme, width],
  );
  const summary = drawingSummary(drawing);
  return (
    <figure className="figure" aria-label={drawing.title}>
      <div className="plot" ref={plot} role="img" aria-label={summary}>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own drawing; text is escaped. */}
        <div dangerouslySetInnerHTML={{ __html: svg }} />
      </div>
      <figcaption>
        {"kind" in drawing && <p>{summary}</p>}
        <span className="muted small">{drawingFooter(drawing)}</span>
      </figcaption>
    </figure>
  );
}
