/**
 * A document for drawing without a browser. The only file here that is not for the dashboard: the
 * command line and the API import it, and pass the document on.
 */
import { parseHTML } from "linkedom";
import type { SvgDocument } from "./svg.ts";

/** A fresh, empty document. */
export function nodeDocument(): SvgDocument {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  return document;
}
