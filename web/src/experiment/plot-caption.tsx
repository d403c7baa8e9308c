/** Below a plot: where its numbers come from, its table, and the plot as a file. */
import type { ExperimentPlot } from "../../../src/plot/experiment-plot.ts";
import { Icon } from "../parts/icon.tsx";
import { useThemeName } from "../theme/theme.ts";
import { downloadSvg } from "./download-svg.ts";

interface PlotCaptionProps {
  readonly plot: ExperimentPlot;
  readonly text: string;
  /** A table of its own, instead of the one of all points. */
  readonly table?: { readonly isShown: boolean; readonly toggle: () => void };
}

export function PlotCaption({ plot, text, table }: PlotCaptionProps) {
  const theme = useThemeName();
  return (
    <figcaption>
      <span className="muted small">{text}</span>
      <span className="row">
        {table === undefined ? (
          <a className="button quiet" href="#points">
            <Icon name="table" />
            Show as table
          </a>
        ) : (
          <button
            type="button"
            className="button quiet"
            aria-expanded={table.isShown}
            onClick={table.toggle}
          >
            <Icon name="table" />
            {table.isShown ? "Hide the table" : "Show as table"}
          </button>
        )}
        <button type="button" className="button quiet" onClick={() => downloadSvg(plot, theme)}>
          <Icon name="download" />
          SVG
        </button>
      </span>
    </figcaption>
  );
}
