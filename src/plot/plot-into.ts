/** Observable Plot into a document that is passed in. */
import * as Plot from "@observablehq/plot";
import type { Canvas } from "./figure.ts";
import type { SvgDocument, SvgElement } from "./svg.ts";
import type { PlotTheme } from "./theme.ts";

/** Plot speaks of the browser's document; ours is the part of it that it uses. */
export const plotInto = Plot.plot as unknown as (
  options: Omit<Plot.PlotOptions, "document"> & { readonly document: SvgDocument },
) => SvgElement;

interface Margin {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** What all our plots have in common, beside their size. */
export const plotFrame = (
  { document, theme }: Pick<Canvas, "document" | "theme">,
  margin: Margin,
) => ({
  document,
  marginLeft: margin.left,
  marginRight: margin.right,
  marginBottom: margin.bottom,
  marginTop: margin.top,
  className: "ixlab-plot",
  style: { fontSize: "12px", color: theme.muted, background: "none" },
});

/** Grid lines and axes of all our plots. */
export const axisLook = (theme: PlotTheme) => ({
  grid: { stroke: theme.grid, strokeOpacity: 1 },
  axis: {
    color: theme.axis,
    fill: theme.muted,
    labelAnchor: "center",
    labelArrow: "none",
  } as const,
});
