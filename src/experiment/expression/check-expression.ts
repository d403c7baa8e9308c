/**
 * What an expression is about, found before it is ever evaluated: every name known, every unit fitting
 * the other. All faults are collected.
 */
import { formatQuantity, SCALES } from "../../units.ts";
import { didYouMean } from "../schema/issue.ts";
import type { Arithmetic, Expression, Fault, Measured } from "./syntax.ts";

export type Type =
  | { readonly kind: "boolean" }
  /** One of some words, if these are known. */
  | { readonly kind: "text"; readonly words?: readonly string[] }
  | { readonly kind: "number"; readonly of: Measured };

/** The names that an expression may use. */
export interface Vocabulary {
  readonly types: ReadonlyMap<string, Type>;
  /** Names that exist but not here, to the reason. */
  readonly refused: ReadonlyMap<string, string>;
}

/** Everything wrong with an expression that is to be true or false. */
export function checkCondition(expression: Expression, vocabulary: Vocabulary): readonly Fault[] {
  const checker = new Checker(vocabulary);
  const type = checker.typeOf(expression);
  if (type !== undefined && type.kind !== "boolean") {
    const { column } = expression;
    const message = `a condition is true or false, and this is ${nameOf(type)}`;
    checker.faults.push({ column, message, hint: "compare it with something" });
  }
  return checker.faults;
}

const BOOLEAN: Type = { kind: "boolean" };
const numberOf = (of: Measured): Type => ({ kind: "number", of });

class Checker {
  readonly faults: Fault[] = [];
  readonly #vocabulary: Vocabulary;

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  /** Undefined where a fault has been found already. */
  typeOf(part: Expression): Type | undefined {
    switch (part.kind) {
      case "number":
        return numberOf(part.of);
      case "text":
        return { kind: "text", words: [part.value] };
      case "name":
        return this.#nameType(part.name, part.column);
      case "not":
        this.#wantBoolean(part.operand);
        return BOOLEAN;
      case "minus":
        return this.#wantNumber(part.operand);
      case "logic":
        this.#wantBoolean(part.left);
        this.#wantBoolean(part.right);
        return BOOLEAN;
      case "comparison":
        this.#compare(part.left, part.right, part.column, part.operator);
        return BOOLEAN;
      case "in":
        for (const item of part.list) this.#compare(part.value, item, item.column, "==");
        return BOOLEAN;
      case "arithmetic":
        return this.#arithmetic(part.operator, part.left, part.right, part.column);
      default:
        return this.#call(part);
    }
  }

  #nameType(name: string, column: number): Type | undefined {
    const { types, refused } = this.#vocabulary;
    const type = types.get(name);
    const why = refused.get(name);
    if (type !== undefined && why === undefined) return type;
    if (why !== undefined) this.#fault({ column, message: why });
    else {
      const allowed = [...types.keys()];
      const hint = didYouMean(name, allowed) ?? `put texts in quotes: "${name}"`;
      this.#fault({ column, message: `there is no ${name} here`, allowed, hint });
    }
    return undefined;
  }

  #call({ name, operands, column }: Extract<Expression, { kind: "call" }>): Type | undefined {
    const types = operands.map((operand) => this.#wantNumber(operand));
    const [first] = types;
    if (first?.kind !== "number") return undefined;
    if ((name === "log2" || name === "floor") && first.of !== "number") {
      const message = `${name} takes a plain number, not ${nameOf(first)}`;
      this.#fault({
        column,
        message,
        hint: "divide it by one of its kind first, as in load / 1krps",
      });
      return undefined;
    }
    const odd = types.find((type) => type?.kind === "number" && type.of !== first.of);
    if (odd !== undefined) this.#fault({ column, message: mixed(name, first, odd) });
    return types.includes(undefined) || odd !== undefined ? undefined : first;
  }

  #compare(left: Expression, right: Expression, column: number, operator: string): void {
    const [a, b] = [this.typeOf(left), this.typeOf(right)];
    if (a === undefined || b === undefined) return;
    if (a.kind === "boolean" || b.kind === "boolean") {
      const message = `${operator} compares numbers or texts, not conditions`;
      this.#fault({ column, message, hint: "use and, or, not" });
    } else if (a.kind !== b.kind || (a.kind === "number" && b.kind === "number" && a.of !== b.of)) {
      const hint = unitHint(left, b) ?? unitHint(right, a);
      this.#fault({ column, message: mixed(operator, a, b), ...(hint && { hint }) });
    } else if (a.kind === "text" && b.kind === "text") {
      if (operator !== "==" && operator !== "!=") {
        this.#fault({ column, message: `texts have no order for ${operator}`, hint: "use ==" });
      }
      this.#checkWord(right, a);
      this.#checkWord(left, b);
    }
  }

  /** A text that the other side can never be is a slip of the pen. */
  #checkWord(part: Expression, other: Extract<Type, { kind: "text" }>): void {
    const { words } = other;
    if (part.kind !== "text" || words === undefined || words.includes(part.value)) return;
    const hint = didYouMean(part.value, words);
    const message = `"${part.value}" is none of the values here`;
    this.#fault({ column: part.column, message, allowed: words, ...(hint && { hint }) });
  }

  #arithmetic(
    operator: Arithmetic,
    left: Expression,
    right: Expression,
    column: number,
  ): Type | undefined {
    const [a, b] = [this.#wantNumber(left), this.#wantNumber(right)];
    if (a?.kind !== "number" || b?.kind !== "number") return undefined;
    const of = resultOf(operator, a.of, b.of);
    if (of !== undefined) return numberOf(of);
    const hint = unitHint(left, b) ?? unitHint(right, a);
    this.#fault({ column, message: mixed(operator, a, b), ...(hint && { hint }) });
    return undefined;
  }

  #wantNumber(part: Expression): Type | undefined {
    const type = this.typeOf(part);
    if (type === undefined || type.kind === "number") return type;
    this.#fault({ column: part.column, message: `a number was expected, not ${nameOf(type)}` });
    return undefined;
  }

  #wantBoolean(part: Expression): void {
    const type = this.typeOf(part);
    if (type === undefined || type.kind === "boolean") return;
    this.#fault({ column: part.column, message: `a condition was expected, not ${nameOf(type)}` });
  }

  /** Members of a list share their left side, whose fault is one. */
  #fault(fault: Fault): void {
    const isKnown = this.faults.some(
      (f) => f.column === fault.column && f.message === fault.message,
    );
    if (!isKnown) this.faults.push(fault);
  }
}

/** What comes out of two numbers; undefined if they do not go together. */
function resultOf(operator: Arithmetic, a: Measured, b: Measured): Measured | undefined {
  if (operator === "*") {
    if (a === "number") return b;
    return b === "number" ? a : undefined;
  }
  if (operator === "/" && b === "number") return a;
  if (a !== b) return undefined;
  return operator === "/" ? "number" : a;
}

function nameOf(type: Type): string {
  if (type.kind === "boolean") return "a condition";
  if (type.kind === "text") return "a text";
  return type.of === "number" ? "a plain number" : `a ${type.of}`;
}

const mixed = (operator: string, a: Type, b: Type): string =>
  `${operator} cannot take ${nameOf(a)} and ${nameOf(b)}`;

/** A bare number beside a quantity wants a unit. */
function unitHint(part: Expression, other: Type): string | undefined {
  if (part.kind !== "number" || part.of !== "number" || other.kind !== "number") return undefined;
  if (other.of === "number") return undefined;
  const unit = Object.keys(SCALES[other.of].units)[0] ?? "";
  return `give it a unit, as in ${formatQuantity(part.value, "count")}${unit}`;
}
