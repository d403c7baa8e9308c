/**
 * The frame that every plot stands in: title, summary and legend above, a footer below, and the same
 * theme, padding and accessibility. A pure function from its parts to SVG text.
 */
import { serializeSvg } from "./serialize-svg.ts";
import { type Draw, drawIn, SVG_NAMESPACE, type SvgDocument, type SvgElement } from "./svg.ts";
import { type Block, paragraph, type ParagraphStyle, stack } from "./text-block.ts";
import { type PlotTheme, type ThemeName, THEMES } from "./theme.ts";

export interface FigureOptions {
  /** A browser's document, or `nodeDocument()`. */
  readonly document: SvgDocument;
  readonly theme: ThemeName;
  readonly width?: number;
  readonly height?: number;
  /** Without title, summary and footer, for a page that has them as text. */
  readonly bare?: boolean;
}

/** What a plot is drawn with. */
export interface Canvas {
  readonly draw: Draw;
  readonly document: SvgDocument;
  readonly theme: PlotTheme;
  readonly themeName: ThemeName;
  /** Inside the padding, in pixels. */
  readonly width: number;
}

export interface FigureParts {
  readonly className: string;
  readonly title: string;
  /** What was run, under the title; without a full stop. */
  readonly subtitle?: string;
  readonly summary: string;
  readonly footer: string;
  readonly legend: (canvas: Canvas) => Block;
  readonly plot: (canvas: Canvas, height: number) => SvgElement;
}

const PADDING = 16;

export function figureSvg(parts: FigureParts, options: FigureOptions): string {
  const width = options.width ?? 760;
  const height = options.height ?? 520;
  const bare = options.bare ?? false;
  const padding = bare ? 0 : PADDING;
  const theme = THEMES[options.theme];
  const draw = drawIn(options.document);
  const canvas: Canvas = {
    draw,
    document: options.document,
    theme,
    themeName: options.theme,
    width: width - 2 * padding,
  };
  const { title, subtitle, summary, footer } = parts;
  const head = stack(draw, [
    ...(bare ? [] : [titleBlock(canvas, title)]),
    ...(bare || subtitle === undefined ? [] : [subtitleBlock(canvas, subtitle)]),
    ...(bare ? [] : [summaryBlock(canvas, summary)]),
    parts.legend(canvas),
  ]);
  const foot = stack(draw, bare ? [] : [paragraph(draw, footer, small(canvas))]);
  const room = Math.max(160, height - 2 * padding - head.height - foot.height - 8);
  head.group.setAttribute("transform", `translate(${padding},${padding})`);
  foot.group.setAttribute("transform", `translate(${padding},${height - padding - foot.height})`);
  const plot = draw("g", { transform: `translate(${padding},${padding + head.height + 8})` });
  plot.append(parts.plot(canvas, room));
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
      class: `${parts.className} theme-${options.theme}`,
    },
    draw("title", {}, title),
    draw("desc", {}, `${subtitle === undefined ? "" : `${subtitle}. `}${summary} ${footer}`),
    draw("rect", { width, height, fill: theme.background }),
    head.group,
    plot,
    foot.group,
  );
  return serializeSvg(root);
}

const plain = ({ theme, width }: Canvas): Omit<ParagraphStyle, "size"> => ({
  weight: 400,
  fill: theme.muted,
  width,
});

const small = (canvas: Canvas): ParagraphStyle => ({ ...plain(canvas), size: 11 });

const titleBlock = ({ draw, theme, width }: Canvas, text: string): Block =>
  paragraph(draw, text, { size: 17, weight: 650, fill: theme.text, width });

function subtitleBlock(canvas: Canvas, text: string): Block {
  const { group, height } = paragraph(canvas.draw, text, small(canvas));
  return { group, height: height + 5 };
}

function summaryBlock(canvas: Canvas, text: string): Block {
  const block = paragraph(canvas.draw, text, { ...plain(canvas), size: 13 });
  return { group: block.group, height: block.height + 8 };
}
