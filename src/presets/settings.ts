/**
 * Fields of a definition's text by path: which there are, and the same text with some of them changed,
 * comments kept. A path is keys and positions with dots between them: `slo.p99`, `systems.0.cores`,
 * `axes.0.workload.connections`. What a value may be is for the parser of definitions to say.
 */
import { type Document, isCollection, isMap, isScalar, isSeq, parseDocument } from "yaml";
import type { Problem } from "../experiment/problem.ts";

/** A field of a definition and what it is, as text in one line. */
export interface Setting {
  readonly path: string;
  readonly value: string;
}

export type ChangedText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Words in place of a mapping with `kind`: `workload: echo` is `workload: { kind: echo }`. */
const CHOICES = new Set(["workload", "dataplane", "policy", "loadPattern"]);
const FIXED = new Set(["apiVersion", "kind"]);

type Key = string | number;

/** Fields that hold plain values or lists of them, in the order of the text. */
export function settingsOf(text: string): readonly Setting[] {
  const value: unknown = parseDocument(text).toJS();
  return [...leaves(value, [])].filter(({ path }) => !FIXED.has(path));
}

function* leaves(value: unknown, path: readonly Key[]): Generator<Setting> {
  const isPlain = (item: unknown) => typeof item !== "object" || item === null;
  const isLeaf = isPlain(value) || (Array.isArray(value) && value.every(isPlain));
  if (isLeaf && path.length > 0) {
    const shown = Array.isArray(value) ? `[${value.map(String).join(", ")}]` : String(value);
    yield { path: path.join("."), value: shown };
  } else if (!isLeaf) {
    for (const [key, child] of Object.entries(value as object))
      yield* leaves(child, [...path, key]);
  }
}

/**
 * The text with fields changed or added.
 * @param changes as written on a command line: `path=value`, the value in YAML.
 */
export function withSettings(text: string, changes: readonly string[]): ChangedText {
  if (changes.length === 0) return { ok: true, text };
  const document = parseDocument(text);
  const problems: Problem[] = document.errors.map(syntaxProblem);
  if (problems.length === 0) {
    problems.push(...changes.flatMap((change) => changeOne(document, change) ?? []));
  }
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, text: document.toString({ lineWidth: 100, flowCollectionPadding: true }) };
}

const syntaxProblem = ({ message }: { readonly message: string }): Problem => ({
  code: "SYNTAX",
  message: message.split("\n")[0] ?? message,
  pointer: "",
});

/** What is wrong with a change, or undefined once it is made. */
function changeOne(document: Document, change: string): Problem | undefined {
  const [, path = "", written = ""] = /^\s*([^=\s]+)\s*=(.*)$/s.exec(change) ?? [];
  if (path === "") {
    const hint = 'write path=value, as in "slo.p99=300us"';
    return { code: "SYNTAX", message: `"${change}" changes no field`, pointer: "", hint };
  }
  const value = parseDocument(written);
  const [error] = value.errors;
  if (error !== undefined) return { ...syntaxProblem(error), pointer: pointerOf([path]) };
  return place(document, path, value.contents);
}

/** Walks down as far as the document goes, and puts the value there. */
function place(document: Document, path: string, value: unknown): Problem | undefined {
  let parts = path.split(".");
  const keys: Key[] = [];
  for (;;) {
    const at = keys.length === 0 ? document.contents : document.getIn(keys, true);
    const taken = longestKey(at, parts);
    const isLast = taken === parts.length;
    if (isSeq(at) && !isPosition(parts[0], at.items.length)) {
      const allowed = at.items.map((_, i) => String(i));
      return unknown(path, `"${parts[0]}" is no position in ${keys.join(".")}`, allowed);
    }
    const name = parts.slice(0, taken).join(".");
    keys.push(isSeq(at) ? Number(name) : name);
    if (isLast) {
      document.setIn(keys, value);
      return undefined;
    }
    parts = parts.slice(taken);
    const child = document.getIn(keys, true);
    if (isScalar(child) && CHOICES.has(name)) {
      document.setIn(keys, document.createNode({ kind: child.value }));
    } else if (child !== undefined && !isCollection(child)) {
      return unknown(path, `${keys.join(".")} holds no fields`);
    }
  }
}

/** How many parts the key has that stands there: `workload.connections` is one key of an axis. */
function longestKey(at: unknown, parts: readonly string[]): number {
  if (!isMap(at)) return 1;
  const known = parts.map((_, i) => i + 1).findLast((n) => at.has(parts.slice(0, n).join(".")));
  return known ?? 1;
}

const isPosition = (text: string | undefined, length: number): boolean =>
  text !== undefined && /^(0|[1-9]\d{0,3})$/.test(text) && Number(text) < length;

const pointerOf = (keys: readonly Key[]): string => `/${keys.join("/").replaceAll(".", "/")}`;

function unknown(path: string, message: string, allowed?: readonly string[]): Problem {
  const problem = { code: "UNKNOWN_KEY", message, pointer: pointerOf([path]) } as const;
  return allowed === undefined ? problem : { ...problem, allowed };
}
