/**
 * SVG by hand: the little that is drawn around a Plot (titles, legend, footer). The document is
 * passed in, a browser's or Node's, so nothing here is global.
 */

export const SVG_NAMESPACE = "http://www.w3.org/2000/svg";

/** The part of a DOM element that drawing needs. */
export interface SvgElement {
  setAttribute(name: string, value: string): void;
  append(...children: (SvgElement | string)[]): void;
}

/** The part of a DOM document that drawing needs. */
export interface SvgDocument {
  createElementNS(namespace: typeof SVG_NAMESPACE, name: string): SvgElement;
}

export type Attributes = Readonly<Record<string, string | number>>;

/** A maker of elements, for one document. */
export type Draw = (
  name: string,
  attributes: Attributes,
  ...children: readonly (SvgElement | string)[]
) => SvgElement;

export function drawIn(document: SvgDocument): Draw {
  return (name, attributes, ...children) => {
    const element = document.createElementNS(SVG_NAMESPACE, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    element.append(...children);
    return element;
  };
}

const NARROW = /[ .,:;'|!iljtfrI()·]/;
const WIDE = /[mwMW@%≤×—]/;

/** Width of text in pixels, estimated: system fonts differ, and Node has none. Errs to the wide. */
export function textWidth(text: string, fontSize: number): number {
  let ems = 0;
  for (const character of text) {
    ems += NARROW.test(character) ? 0.34 : WIDE.test(character) ? 0.88 : 0.6;
  }
  return ems * fontSize;
}

/** The same for weights of 600 and more. */
export const boldTextWidth = (text: string, fontSize: number): number =>
  textWidth(text, fontSize) * 1.16;

/** Breaks text at spaces into lines that fit `width`. */
export function wrapText(text: string, fontSize: number, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && textWidth(longer, fontSize) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return line === "" ? lines : [...lines, line];
}
