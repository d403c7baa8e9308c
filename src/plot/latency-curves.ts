/** The curves of the latency-against-throughput plot in their frame, by Observable Plot. */
import { axisMarks } from "./latency-axes.ts";
import { systemMarks } from "./latency-marks.ts";
import { latencyScales } from "./latency-scales.ts";
import type { LatencyThroughputData } from "./latency-throughput-data.ts";
import { plotFrame, plotInto } from "./plot-into.ts";
import { freeLabelStart, missedRegion, objectiveLine, objectiveText } from "./slo-marks.ts";
import type { SvgDocument, SvgElement } from "./svg.ts";
import type { SystemStyle } from "./system-style.ts";
import type { PlotTheme, ThemeName } from "./theme.ts";
import { FLAG_ROW_HEIGHT, flagMarks, flagRows, layFlags } from "./throughput-flags.ts";

const MARGIN = { left: 66, right: 14, bottom: 42, top: 8 };

/** What the curves are drawn with. */
export interface CurvesCanvas {
  readonly data: LatencyThroughputData;
  readonly document: SvgDocument;
  readonly theme: PlotTheme;
  readonly themeName: ThemeName;
  readonly styles: ReadonlyMap<string, SystemStyle>;
  readonly width: number;
}

export function drawCurves(canvas: CurvesCanvas, height: number): SvgElement {
  const { data, theme, themeName, styles, width } = canvas;
  const scales = latencyScales(data);
  const span = width - MARGIN.left - MARGIN.right;
  const flags = layFlags(data, scales, {
    left: MARGIN.left,
    right: width - 2,
    toPixel: (rps) => MARGIN.left + (rps / scales.topRps) * span,
  });
  return plotInto({
    ...plotFrame(canvas, MARGIN),
    width,
    height,
    marginTop: MARGIN.top + flagRows(flags) * FLAG_ROW_HEIGHT,
    x: { domain: [0, scales.topRps], label: null, nice: false },
    y: { type: "log", domain: [scales.lowUs, scales.highUs], clamp: true, label: null },
    marks: [
      ...missedRegion(data, scales, theme),
      ...axisMarks(scales, theme, span),
      ...objectiveLine(data, theme),
      ...data.systems.flatMap((system) => {
        const style = styles.get(system.id);
        return style === undefined ? [] : systemMarks({ system, style, themeName, theme, scales });
      }),
      ...objectiveText(data, theme, freeLabelStart(data, scales.topRps, span / scales.topRps)),
      ...flagMarks(flags, styles, { theme, themeName }),
    ],
  });
}
