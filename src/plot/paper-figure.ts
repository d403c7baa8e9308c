/**
 * A figure of a paper, drawn again: simulated curves with the published values beside them, on the
 * paper's axes. One drawing for the command line and the dashboard: a pure function from data to SVG.
 */
import type { PaperFigureData, PaperPanel } from "./paper-figure-data.ts";
import { drawPaperLegend } from "./paper-figure-legend.ts";
import { drawPanel, type PanelCanvas } from "./paper-figure-panel.ts";
import { paperStyles } from "./paper-figure-style.ts";
import { serializeSvg } from "./serialize-svg.ts";
import { type Draw, drawIn, SVG_NAMESPACE, type SvgDocument } from "./svg.ts";
import { type Block, paragraph, stack } from "./text-block.ts";
import { type ThemeName, THEMES } from "./theme.ts";

export interface PaperFigureOptions {
  readonly document: SvgDocument;
  readonly theme: ThemeName;
  readonly width?: number;
  /** Without title and footer, for a page that has them as text. */
  readonly bare?: boolean;
}

const PADDING = 16;
const PANEL_GAP = 14;
/** Bold letters are wider than `wrapText` reckons by this factor. */
const BOLD = 1.17;
/** Panels stand beside each other if each has this much room. */
const NARROWEST_PANEL = 300;

interface Canvas extends PanelCanvas {
  readonly draw: Draw;
  /** Inside the padding. */
  readonly width: number;
}

export function paperFigureSvg(data: PaperFigureData, options: PaperFigureOptions): string {
  const { width = 760, bare = false, theme: themeName } = options;
  const padding = bare ? 0 : PADDING;
  const theme = THEMES[themeName];
  const canvas: Canvas = {
    document: options.document,
    draw: drawIn(options.document),
    theme,
    themeName,
    styles: paperStyles(data),
    width: width - 2 * padding,
  };
  const { draw } = canvas;
  const text = (words: string, size: number, weight: number, fill: string): Block =>
    paragraph(draw, words, { size, weight, fill, width: canvas.width / (weight > 500 ? BOLD : 1) });
  const legend = drawPaperLegend(draw, data, canvas);
  const body = stack(draw, [
    ...(bare ? [] : [spaced(text(data.title, 16, 650, theme.text), 6)]),
    spaced(legend, 6),
    panels(data.panels, canvas),
    ...(bare ? [] : [text(footerOf(data), 11, 400, theme.muted)]),
  ]);
  const height = Math.ceil(body.height + 2 * padding);
  body.group.setAttribute("transform", `translate(${padding},${padding})`);
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
      class: `paper-figure theme-${themeName}`,
    },
    draw("title", {}, data.title),
    draw("desc", {}, summaryOf(data)),
    draw("rect", { width, height, fill: theme.background }),
    body.group,
  );
  return serializeSvg(root);
}

const spaced = ({ group, height }: Block, below: number): Block => ({
  group,
  height: height + below,
});

/** Beside each other where there is room, else under each other. */
function panels(all: readonly PaperPanel[], canvas: Canvas): Block {
  const { draw } = canvas;
  const gaps = PANEL_GAP * (all.length - 1);
  const isWide = (canvas.width - gaps) / all.length >= NARROWEST_PANEL;
  const width = isWide ? (canvas.width - gaps) / all.length : canvas.width;
  const height = Math.round(Math.max(240, Math.min(380, width * 0.62)));
  const blocks = all.map((panel) => {
    const plot = { group: drawPanel(panel, canvas, { width, height }), height };
    if (panel.title === null) return plot;
    const style = { size: 13, weight: 600, fill: canvas.theme.text, width };
    return stack(draw, [paragraph(draw, panel.title, style), plot]);
  });
  if (!isWide) return stack(draw, blocks);
  const row = draw("g", {});
  blocks.forEach((block, i) => {
    const x = i * (width + PANEL_GAP);
    row.append(draw("g", { transform: `translate(${x},0)` }, block.group));
  });
  return { group: row, height: Math.max(0, ...blocks.map((block) => block.height)) };
}

/** Where the numbers come from, in one line. */
export function footerOf({ provenance }: PaperFigureData): string {
  const { source, modelVersion, replications } = provenance;
  const runs = `${replications} ${replications === 1 ? "replication" : "replications"}`;
  return `Published: ${source} · simulated: model ${modelVersion}, ${runs}, 95 % intervals`;
}

/** For those who cannot see it: what is drawn. */
export function summaryOf({ panels: all }: PaperFigureData): string {
  const series = all.flatMap((panel) => panel.series);
  const names = [...new Set(series.map(({ name }) => name))].join(", ");
  const published = series.reduce((n, { published: marks }) => n + marks.length, 0);
  const axes = all[0] === undefined ? "" : `${all[0].y.label} against ${all[0].x.label}. `;
  return `${axes}Simulated: ${names}. Published values shown: ${published}.`;
}
