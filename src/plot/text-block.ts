/** Blocks of a drawing under each other: paragraphs, legends, and stacks of them. */
import { type Draw, type SvgElement, wrapText } from "./svg.ts";

/** A part of the drawing with its top left at the origin. */
export interface Block {
  readonly group: SvgElement;
  readonly height: number;
}

/** Blocks under each other. */
export function stack(draw: Draw, blocks: readonly Block[]): Block {
  const group = draw("g", {});
  let y = 0;
  for (const block of blocks) {
    group.append(draw("g", { transform: `translate(0,${y})` }, block.group));
    y += block.height;
  }
  return { group, height: y };
}

export interface ParagraphStyle {
  readonly size: number;
  readonly weight: number;
  readonly fill: string;
  readonly width: number;
}

/** Text in lines that fit the width. */
export function paragraph(draw: Draw, text: string, style: ParagraphStyle): Block {
  const lineHeight = Math.round(style.size * 1.4);
  const lines = wrapText(text, style.size, style.width);
  const group = draw(
    "g",
    { "font-size": style.size, "font-weight": style.weight, fill: style.fill },
    ...lines.map((line, i) => draw("text", { y: i * lineHeight + style.size }, line)),
  );
  return { group, height: lines.length * lineHeight };
}
