/**
 * Tokens to an expression, by the power with which operators bind (Pratt, "Top down operator
 * precedence", POPL 1973): `or` least, then `and`, `not`, comparisons, sums, products, the minus sign.
 */
import { didYouMean } from "../schema/issue.ts";
import {
  ARITHMETIC,
  type Arithmetic,
  type Comparison,
  COMPARISONS,
  type Expression,
  ExpressionError,
  type FunctionName,
  FUNCTIONS,
  MAX_DEPTH,
  MAX_LENGTH,
} from "./syntax.ts";
import { spaced, type Token, tokensOf } from "./tokens.ts";

const POWER: Readonly<Record<string, number>> = {
  or: 1,
  and: 2,
  ...Object.fromEntries([...COMPARISONS, "in"].map((operator) => [operator, 4])),
  "+": 5,
  "-": 5,
  "*": 6,
  "/": 6,
  "%": 6,
};
const NOT_POWER = 3;
const COMPARISON_POWER = 4;
const MINUS_POWER = 7;

export interface ParsedExpression {
  readonly expression: Expression;
  /** As it was written, but for spaces and quotes. */
  readonly text: string;
}

/** Throws an ExpressionError that says where the form is wrong and what was expected. */
export function parseExpression(text: string): ParsedExpression {
  if (text.length > MAX_LENGTH) {
    const message = `an expression has at most ${MAX_LENGTH} characters, not ${text.length}`;
    throw new ExpressionError({ column: MAX_LENGTH + 1, message });
  }
  const tokens = tokensOf(text);
  return { expression: new Parser(tokens).whole(), text: spaced(tokens) };
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Expression {
    const expression = this.#binding(0);
    const rest = this.#peek();
    if (rest.kind !== "end") throw unexpected(rest, "an operator or the end", this.#before());
    return expression;
  }

  /** What stands here, with every operator that binds more than `power`. */
  #binding(power: number): Expression {
    const { column } = this.#peek();
    if (this.#depth === MAX_DEPTH) {
      throw new ExpressionError({ column, message: `nested deeper than ${MAX_DEPTH} levels` });
    }
    this.#depth += 1;
    let left = this.#prefix();
    for (;;) {
      const operator = this.#peek();
      const own = operator.kind === "end" ? 0 : powerOf(operator);
      if (own <= power) break;
      left = this.#infix(left, this.#take(), own);
    }
    this.#depth -= 1;
    return left;
  }

  #prefix(): Expression {
    const token = this.#take();
    const { column } = token;
    if (token.kind === "number")
      return { kind: "number", value: token.value, of: token.of, column };
    if (token.kind === "text") return { kind: "text", value: token.value, column };
    if (token.text === "-") return { kind: "minus", operand: this.#binding(MINUS_POWER), column };
    if (token.text === "not") return { kind: "not", operand: this.#binding(NOT_POWER), column };
    if (token.text === "(") {
      const inner = this.#binding(0);
      this.#expect(")");
      return inner;
    }
    if (token.kind !== "name" || powerOf(token) > 0) {
      throw unexpected(token, "a number, a text, a name or a parenthesis");
    }
    return this.#peek().text === "("
      ? this.#call(token)
      : { kind: "name", name: token.text, column };
  }

  #call({ text, column }: Token): Expression {
    if (!Object.hasOwn(FUNCTIONS, text)) {
      const allowed = Object.keys(FUNCTIONS);
      const hint = didYouMean(text, allowed);
      const message = `${text} is not a function`;
      throw new ExpressionError({ column, message, allowed, ...(hint && { hint }) });
    }
    const name = text as FunctionName;
    this.#expect("(");
    const operands = this.#listUntil(")");
    const [least, most] = FUNCTIONS[name];
    if (operands.length < least || operands.length > most) {
      const wanted = least === most ? `${least}` : `${least} to ${most}`;
      const message = `${name} takes ${wanted} arguments, not ${operands.length}`;
      throw new ExpressionError({ column, message });
    }
    return { kind: "call", name, operands, column };
  }

  #infix(left: Expression, { text, column }: Token, power: number): Expression {
    if (text === "in") {
      this.#expect("[");
      return { kind: "in", value: left, list: this.#listUntil("]"), column };
    }
    const right = this.#binding(power);
    const next = this.#peek();
    if (power === COMPARISON_POWER && powerOf(next) === COMPARISON_POWER) {
      const message = `a comparison cannot follow a comparison`;
      throw new ExpressionError({ column: next.column, message, hint: "join two with and" });
    }
    if (isComparison(text)) return { kind: "comparison", operator: text, left, right, column };
    if (isArithmetic(text)) return { kind: "arithmetic", operator: text, left, right, column };
    return { kind: "logic", operator: text === "and" ? "and" : "or", left, right, column };
  }

  #listUntil(end: ")" | "]"): readonly Expression[] {
    const items = [this.#binding(0)];
    while (this.#peek().text === ",") {
      this.#take();
      items.push(this.#binding(0));
    }
    this.#expect(end, '"," or ');
    return items;
  }

  #expect(symbol: string, or = ""): void {
    const token = this.#take();
    if (token.kind !== "symbol" || token.text !== symbol) {
      throw unexpected(token, `${or}"${symbol}"`);
    }
  }

  #peek(): Token {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw new RangeError("read beyond the end of an expression");
    return token;
  }

  #take(): Token {
    const token = this.#peek();
    if (token.kind !== "end") this.#at += 1;
    return token;
  }

  #before(): Token | undefined {
    return this.#tokens[this.#at - 1];
  }
}

/** With what power a token binds what stands to its left; 0 if it is no such operator. */
const powerOf = ({ kind, text }: Token): number =>
  (kind === "symbol" || kind === "name") && Object.hasOwn(POWER, text) ? (POWER[text] ?? 0) : 0;

const isComparison = (text: string): text is Comparison =>
  (COMPARISONS as readonly string[]).includes(text);
const isArithmetic = (text: string): text is Arithmetic =>
  (ARITHMETIC as readonly string[]).includes(text);

function unexpected(token: Token, wanted: string, before?: Token): ExpressionError {
  const { column, kind, text } = token;
  const got = kind === "end" || kind === "text" ? text : `"${text}"`;
  const hint = hintFor(token, before);
  return new ExpressionError({
    column,
    message: `${wanted} was expected, not ${got}`,
    ...(hint && { hint }),
  });
}

function hintFor({ text }: Token, before: Token | undefined): string | undefined {
  if (before?.kind === "number" && before.text.endsWith("%")) {
    return "write a space before % for the remainder";
  }
  if (before?.kind === "number" && /^[A-Za-z]/.test(text)) return "write a unit without a space";
  return text === "not" ? 'write "not (... in [...])"' : undefined;
}
