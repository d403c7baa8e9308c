/** The text of an expression to its tokens. */
import { parseQuantity, SCALES, type Dimension } from "../../units.ts";
import { ExpressionError, type Fault, FUNCTIONS, measuredOf, type Measured } from "./syntax.ts";

interface Mark {
  /** The token as it was written. */
  readonly text: string;
  /** From 1. */
  readonly column: number;
}

export type Token = Mark &
  (
    | { readonly kind: "number"; readonly value: number; readonly of: Measured }
    | { readonly kind: "text"; readonly value: string }
    | { readonly kind: "name" | "symbol" | "end" }
  );

const SPACE = /\s+/y;
const NUMBER = /([0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?)([A-Za-zµ]+|%)?/y;
const TEXT = /"([^"]*)"|'([^']*)'/y;
const NAME = /[A-Za-z][A-Za-z0-9]*(?:\.[A-Za-z][A-Za-z0-9]*)*/y;
const SYMBOL = /==|!=|<=|>=|[<>+\-*/%()[\],]/y;

/** What people write who think of another language, and what it is called here. */
const FOREIGN: Readonly<Record<string, string>> = {
  "=": "==",
  "&": "and",
  "|": "or",
  "!": "not",
};

/** Throws an ExpressionError at the first thing that is no token. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  for (;;) {
    at += match(SPACE)?.[0].length ?? 0;
    const column = at + 1;
    if (at >= text.length) return [...tokens, { kind: "end", text: "the end", column }];
    const token = tokenAt(match, column);
    if (token === undefined) throw new ExpressionError(unreadable(text.slice(at), column));
    tokens.push(token);
    at += token.text.length;
  }
}

function tokenAt(
  match: (pattern: RegExp) => RegExpExecArray | null,
  column: number,
): Token | undefined {
  const number = match(NUMBER);
  if (number !== null) return numberToken(number, column);
  const quoted = match(TEXT);
  if (quoted !== null) {
    return { kind: "text", text: quoted[0], value: quoted[1] ?? quoted[2] ?? "", column };
  }
  const name = match(NAME);
  if (name !== null) return { kind: "name", text: name[0], column };
  const symbol = match(SYMBOL);
  return symbol === null ? undefined : { kind: "symbol", text: symbol[0], column };
}

function numberToken([text, digits = "", unit = ""]: RegExpExecArray, column: number): Token {
  const fail = (message: string, hint: string): never => {
    throw new ExpressionError({ column, message, hint });
  };
  if (/^0[0-9]/.test(digits)) {
    fail(`${digits} could be octal`, `write ${digits.replace(/^0+(?=[0-9])/, "")}`);
  }
  const dimension = unit === "" ? "count" : dimensionOf(unit);
  if (dimension === undefined) {
    const units = Object.values(SCALES).flatMap((scale) => Object.keys(scale.units));
    throw new ExpressionError({ column, message: `"${unit}" is not a unit`, allowed: units });
  }
  const parsed = parseQuantity(text, dimension === "count" ? "ratio" : dimension);
  if (!parsed.ok) return fail(`${text} is too large`, "write a smaller number");
  return { kind: "number", text, value: parsed.value, of: measuredOf(dimension), column };
}

function dimensionOf(unit: string): Dimension | undefined {
  const known = unit.replace("µs", "us");
  const found = Object.entries(SCALES).find(([, { units }]) => Object.hasOwn(units, known));
  return found?.[0] as Dimension | undefined;
}

function unreadable(rest: string, column: number): Fault {
  const character = String.fromCodePoint(rest.codePointAt(0) ?? 0);
  if (character === '"' || character === "'") {
    return { column, message: "this text has no end", hint: `close it with ${character}` };
  }
  const message = `${JSON.stringify(character)} does not belong here`;
  const known = FOREIGN[character];
  if (known !== undefined) return { column, message, hint: `write ${known}` };
  return character === "." ? { column, message, hint: "write 0.5, not .5" } : { column, message };
}

/** The text of an expression with its spaces in one way, so that equal expressions have one hash. */
export function spaced(tokens: readonly Token[]): string {
  let text = "";
  let before: Token | undefined;
  for (const token of tokens) {
    if (token.kind === "end") break;
    text += (before !== undefined && isApart(before, token) ? " " : "") + writtenAs(token);
    before = token;
  }
  return text;
}

const isApart = (left: Token, right: Token): boolean =>
  !["(", "["].includes(left.text) &&
  ![")", "]", ","].includes(right.text) &&
  !(right.text === "(" && left.kind === "name" && Object.hasOwn(FUNCTIONS, left.text));

const writtenAs = (token: Token): string =>
  token.kind === "text" && !token.value.includes('"') ? `"${token.value}"` : token.text;
