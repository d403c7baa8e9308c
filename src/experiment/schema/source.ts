/**
 * Definition text (YAML, or JSON, which is YAML) to plain data, with the place of every value, so
 * that a problem can name its line. Only what a definition needs is allowed: one document, plain
 * decimal numbers, no tags, no merge keys, few aliases.
 */
import {
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  visit,
  type Document,
} from "yaml";
import { MAX_TEXT_BYTES } from "../limits.ts";
import type { Problem } from "../problem.ts";

const MAX_DEPTH = 16;
const MAX_ALIASES = 20;
const DECIMAL = /^[-+]?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$/;

export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface Source {
  readonly value: unknown;
  /** The place of what a JSON pointer names, or of its nearest ancestor that exists. */
  readonly locate: (pointer: string) => Place | undefined;
}

export type ReadSource =
  | { readonly ok: true; readonly source: Source }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export function readSource(text: string): ReadSource {
  const early = textProblem(text);
  if (early !== undefined) return { ok: false, problems: [early] };
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, {
    lineCounter: lines,
    schema: "core",
    uniqueKeys: true,
    merge: false,
    stringKeys: true,
    prettyErrors: false,
  });
  const document = documents[0];
  if (!Array.isArray(documents) || document === undefined || documents.length !== 1) {
    return syntax(documents.length > 1 ? "more than one YAML document" : "the definition is empty");
  }
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const problems = [...document.errors, ...document.warnings].map((e): Problem => {
    const message = (e.message.split("\n")[0] ?? "").replace(/:$/, "");
    return {
      code: e.code === "DUPLICATE_KEY" ? "DUPLICATE" : "SYNTAX",
      message,
      pointer: "",
      ...placeOf(e.pos[0]),
    };
  });
  if (problems.length === 0) problems.push(...constructProblems(document, placeOf));
  if (problems.length > 0) return { ok: false, problems };
  try {
    // Few aliases can still expand to very much: the library counts the nodes and throws.
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    return { ok: true, source: { value, locate: (pointer) => locate(document, pointer, placeOf) } };
  } catch {
    return syntax("aliases expand to too many values");
  }
}

function syntax(message: string): ReadSource {
  return { ok: false, problems: [{ code: "SYNTAX", message, pointer: "", line: 1, column: 1 }] };
}

/** What can be refused before the parser spends time: size, odd characters, depth. */
function textProblem(text: string): Problem | undefined {
  const at = { pointer: "", line: 1, column: 1 };
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > MAX_TEXT_BYTES) {
    return {
      code: "TOO_LARGE",
      message: `the definition has ${bytes} bytes; at most ${MAX_TEXT_BYTES}`,
      ...at,
    };
  }
  if (text.includes("\0"))
    return { code: "SYNTAX", message: "the definition holds a NUL character", ...at };
  if (!text.isWellFormed())
    return { code: "SYNTAX", message: "the definition is not valid Unicode", ...at };
  let depth = 0;
  for (const character of text) {
    if (character === "[" || character === "{") depth += 1;
    else if (character === "]" || character === "}") depth -= 1;
    if (depth > MAX_DEPTH) {
      return { code: "TOO_LARGE", message: `nested deeper than ${MAX_DEPTH} levels`, ...at };
    }
  }
  return undefined;
}

function constructProblems(
  document: Document.Parsed,
  placeOf: (offset: number) => Place,
): Problem[] {
  const problems: Problem[] = [];
  let aliases = 0;
  const refuse = (node: unknown, message: string, hint?: string) => {
    const offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
    problems.push({
      code: "SYNTAX",
      message,
      pointer: "",
      ...placeOf(offset),
      ...(hint && { hint }),
    });
  };
  visit(document, {
    Alias: (_, node, path) => {
      aliases += 1;
      if (path.some((part) => isNode(part) && "anchor" in part && part.anchor === node.source)) {
        refuse(node, `${node.source} holds itself`, "write out what it is to hold");
      }
      if (aliases === MAX_ALIASES + 1) refuse(node, `more than ${MAX_ALIASES} aliases`);
    },
    Node: (_, node, path) => {
      if (path.length > 2 * MAX_DEPTH) {
        refuse(node, `nested deeper than ${MAX_DEPTH} levels`);
        return visit.BREAK;
      }
      if (isNode(node) && "tag" in node && node.tag !== undefined)
        refuse(node, `the tag ${node.tag} is not allowed`);
      if (isScalar(node) && typeof node.value === "number" && !DECIMAL.test(node.source ?? "")) {
        refuse(
          node,
          `${node.source} is not a plain decimal number`,
          "write it in decimal, or as text in quotes",
        );
      }
      return undefined;
    },
  });
  return problems;
}

function locate(
  document: Document.Parsed,
  pointer: string,
  placeOf: (offset: number) => Place,
): Place | undefined {
  let node: unknown = document.contents;
  let offset = isNode(node) ? node.range?.[0] : undefined;
  for (const part of pointer.split("/").slice(1)) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
      if (pair === undefined) break;
      offset = isNode(pair.key) ? pair.key.range?.[0] : offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(key)];
      if (!isNode(node)) break;
      offset = node.range?.[0] ?? offset;
    } else break;
  }
  return offset === undefined ? undefined : placeOf(offset);
}
