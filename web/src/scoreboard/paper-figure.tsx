/** A figure of a paper, drawn by the same function as the command line's, at the width of its card. */
import { useMemo, useRef } from "react";
import { footerOf, paperFigureSvg, summaryOf } from "../../../src/plot/paper-figure.ts";
import type { PaperFigureData } from "../../../src/plot/paper-figure-data.ts";
import { useWidth } from "../experiment/use-width.ts";
import { useThemeName } from "../theme/theme.ts";

export function PaperFigure({ data }: { readonly data: PaperFigureData }) {
  const theme = useThemeName();
  const plot = useRef<HTMLDivElement>(null);
  const width = useWidth(plot);
  const svg = useMemo(
    () => (width === 0 ? "" : paperFigureSvg(data, { document, theme, width, bare: true })),
    [data, theme, width],
  );
  return (
    <figure className="figure" aria-label={data.title}>
      <div className="plot" ref={plot} role="img" aria-label={summaryOf(data)}>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own drawing; text is escaped. */}
        <div dangerouslySetInnerHTML={{ __html: svg }} />
      </div>
      <figcaption>
        <span className="muted small">{footerOf(data)}</span>
      </figcaption>
    </figure>
  );
}
