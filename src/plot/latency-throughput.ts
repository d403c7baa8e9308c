/**
 * Latency against throughput: achieved load to the right, p99 (solid, with confidence intervals) and
 * p50 (dashed) upwards on a log axis, the objective as a line, and each system's greatest load under
 * it. One drawing for the command line, the API and the dashboard: a pure function from data to SVG.
 */
import { type CurvesCanvas, drawCurves } from "./latency-curves.ts";
import { drawLegend } from "./latency-legend.ts";
import { isDrawn } from "./latency-scales.ts";
import { latencyThroughputSummary } from "./latency-summary.ts";
import type { LatencyThroughputData } from "./latency-throughput-data.ts";
import { serializeSvg } from "./serialize-svg.ts";
import { type Draw, drawIn, SVG_NAMESPACE, type SvgDocument } from "./svg.ts";
import { systemStyles } from "./system-style.ts";
import { type Block, paragraph, stack } from "./text-block.ts";
import { type ThemeName, THEMES } from "./theme.ts";

export type { LatencyThroughputData } from "./latency-throughput-data.ts";

export interface LatencyThroughputOptions {
  /** A browser's document, or `nodeDocument()`. */
  readonly document: SvgDocument;
  readonly theme: ThemeName;
  readonly width?: number;
  readonly height?: number;
  /** Without title, summary and footer, for a page that has them as text. */
  readonly bare?: boolean;
}

const PADDING = 16;

/** Everything the parts of the drawing need to know; `width` is inside the padding. */
interface Canvas extends CurvesCanvas {
  readonly draw: Draw;
}

export function latencyThroughputSvg(
  data: LatencyThroughputData,
  options: LatencyThroughputOptions,
): string {
  const width = options.width ?? 760;
  const height = options.height ?? 520;
  const bare = options.bare ?? false;
  const padding = bare ? 0 : PADDING;
  const theme = THEMES[options.theme];
  const draw = drawIn(options.document);
  const canvas: Canvas = {
    data,
    draw,
    document: options.document,
    theme,
    themeName: options.theme,
    styles: systemStyles(data.systems),
    width: width - 2 * padding,
  };
  const head = stack(draw, [...(bare ? [] : [title(canvas), summary(canvas)]), legend(canvas)]);
  const foot = stack(draw, bare ? [] : [footer(canvas)]);
  const room = Math.max(160, height - 2 * padding - head.height - foot.height - 8);
  head.group.setAttribute("transform", `translate(${padding},${padding})`);
  foot.group.setAttribute("transform", `translate(${padding},${height - padding - foot.height})`);
  const curves = draw("g", { transform: `translate(${padding},${padding + head.height + 8})` });
  curves.append(drawCurves(canvas, room));
  const root = draw(
    "svg",
    {
      xmlns: SVG_NAMESPACE,
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: "img",
      "font-family": theme.fontFamily,
      "font-size": 12,
      class: `latency-throughput theme-${options.theme}`,
    },
    draw("title", {}, data.title),
    draw("desc", {}, `${latencyThroughputSummary(data)} ${footerText(data)}`),
    draw("rect", { width, height, fill: theme.background }),
    head.group,
    curves,
    foot.group,
  );
  return serializeSvg(root);
}

const title = (canvas: Canvas): Block =>
  paragraph(canvas.draw, canvas.data.title, {
    size: 17,
    weight: 650,
    fill: canvas.theme.text,
    width: canvas.width,
  });

const plain = ({ theme, width }: Canvas) => ({ weight: 400, fill: theme.muted, width });

function summary(canvas: Canvas): Block {
  const text = latencyThroughputSummary(canvas.data);
  const block = paragraph(canvas.draw, text, { ...plain(canvas), size: 13 });
  return { group: block.group, height: block.height + 8 };
}

const legend = (canvas: Canvas): Block =>
  drawLegend(canvas.draw, canvas.data, canvas.styles, canvas);

const footer = (canvas: Canvas): Block =>
  paragraph(canvas.draw, footerText(canvas.data), { ...plain(canvas), size: 11 });

/** Where the numbers come from, in one line. */
export function footerText(data: LatencyThroughputData): string {
  const { replications, modelVersion, definitionHash } = data.provenance;
  const points = data.systems.flatMap((system) => system.points);
  const hasInterval = points.some((p) => p.p99LowUs !== null && p.p99HighUs !== null);
  const interval = hasInterval ? "95 % CI (jackknife t)" : "no intervals";
  const left = points.filter((p) => p.achievedRps !== null && !isDrawn(p)).length;
  return [
    `n = ${replications} ${replications === 1 ? "replication" : "replications"}, ${interval}`,
    ...(left > 0 ? [`${left} without enough samples for a p99`] : []),
    `model ${modelVersion}`,
    `definition ${definitionHash.slice(0, 12)}`,
  ].join(" · ");
}
