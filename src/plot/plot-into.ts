/** Observable Plot into a document that is passed in. */
import * as Plot from "@observablehq/plot";
import type { SvgDocument, SvgElement } from "./svg.ts";

/** Plot speaks of the browser's document; ours is the part of it that it uses. */
export const plotInto = Plot.plot as unknown as (
  options: Omit<Plot.PlotOptions, "document"> & { readonly document: SvgDocument },
) => SvgElement;
