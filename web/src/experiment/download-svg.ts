/** Saves the whole plot, with title, summary and provenance, as a file. */
import { type ExperimentPlot, experimentPlotSvg } from "../../../src/plot/experiment-plot.ts";
import type { ThemeName } from "../../../src/plot/theme.ts";

export function downloadSvg(plot: ExperimentPlot, theme: ThemeName): void {
  const svg = experimentPlotSvg(plot, { document, theme });
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `${fileNameOf(plot.data.title)}.svg`;
  link.click();
  URL.revokeObjectURL(address);
}

/** A name for a file, from a name for people. */
export const fileNameOf = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "") || "experiment";
