/** Everything that a suite may draw, by what it is: one way to SVG, a summary and a footer for all of it. */
import type { FigureOptions } from "./figure.ts";
import { footerOf, paperFigureSvg, summaryOf } from "./paper-figure.ts";
import type { PaperFigureData } from "./paper-figure-data.ts";
import { patternFooter, patternStackSvg } from "./pattern-stack.ts";
import type { PatternStack } from "./pattern-stack-data.ts";
import { patternSummary } from "./pattern-stack-summary.ts";
import { powerLoadCurvesSvg, powerLoadFooter } from "./power-load-curves.ts";
import type { PowerLoadCurves } from "./power-load-data.ts";
import { powerLoadSummary } from "./power-load-summary.ts";

/** A load pattern under a policy, second by second. */
export interface PatternDrawing {
  readonly kind: "pattern-stack";
  readonly id: string;
  readonly title: string;
  readonly stack: PatternStack;
}

/** Power against load, of many static configurations. */
export interface PowerLoadDrawing {
  readonly kind: "power-load";
  readonly id: string;
  readonly title: string;
  readonly curves: PowerLoadCurves;
}

/** Plain data, so that it can be stored and drawn again anywhere. A figure of a paper has no `kind`. */
export type Drawing = PaperFigureData | PatternDrawing | PowerLoadDrawing;

export function drawingSvg(drawing: Drawing, options: FigureOptions): string {
  if (!("kind" in drawing)) return paperFigureSvg(drawing, options);
  return drawing.kind === "pattern-stack"
    ? patternStackSvg(drawing.stack, options)
    : powerLoadCurvesSvg(drawing.curves, options);
}

/** For those who cannot see it. */
export function drawingSummary(drawing: Drawing): string {
  if (!("kind" in drawing)) return summaryOf(drawing);
  return drawing.kind === "pattern-stack"
    ? patternSummary(drawing.stack)
    : powerLoadSummary(drawing.curves);
}

export function drawingFooter(drawing: Drawing): string {
  if (!("kind" in drawing)) return footerOf(drawing);
  return drawing.kind === "pattern-stack"
    ? patternFooter(drawing.stack)
    : powerLoadFooter(drawing.curves);
}
