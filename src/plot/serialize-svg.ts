/**
 * A drawing as XML text. `outerHTML` is not enough: it follows HTML, which leaves `<` and `&` in
 * attributes as they are, and an SVG file with such a name in it would not open.
 */
import type { SvgElement } from "./svg.ts";

/** The part of a DOM node that is written out; elements, and text for everything else. */
interface SvgNode {
  readonly nodeType: number;
  readonly nodeValue: string | null;
  readonly localName?: string;
  readonly attributes?: Iterable<{ readonly name: string; readonly value: string }>;
  readonly childNodes: Iterable<SvgNode>;
}

const ELEMENT = 1;

export function serializeSvg(element: SvgElement): string {
  return serialize(element as unknown as SvgNode);
}

function serialize(node: SvgNode): string {
  if (node.nodeType !== ELEMENT) return escape(node.nodeValue ?? "");
  const attributes = [...(node.attributes ?? [])]
    .map(({ name, value }) => [name, value] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ` ${name}="${escape(value).replaceAll('"', "&quot;")}"`)
    .join("");
  const children = [...node.childNodes].map(serialize).join("");
  const open = `<${node.localName}${attributes}`;
  return children === "" ? `${open}/>` : `${open}>${children}</${node.localName}>`;
}

/** What XML cannot hold at all is left out. */
const NOT_XML = /(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]/gu;

const escape = (text: string): string =>
  text
    .replaceAll(NOT_XML, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
