/**
 * The value of a checked expression. Names are all that it can ask for; a division by zero or a number
 * beyond all bounds is an error, so that no condition is ever decided by a NaN.
 */
import {
  type Arithmetic,
  type Comparison,
  type Expression,
  ExpressionError,
  type FunctionName,
} from "./syntax.ts";

/** Numbers are in the base unit of what they measure. */
export type Value = number | string | boolean;

/** What the names mean. */
export interface Scope {
  /** Undefined if there is no such thing here, as `dataplane.batchBound` of Linux. */
  valueOf(name: string): Value | undefined;
  /** Whom it speaks of, for messages. */
  readonly subject: string;
}

/** Whether a condition holds. Throws an ExpressionError where that cannot be told. */
export const holds = (condition: Expression, scope: Scope): boolean =>
  evaluate(condition, scope) === true;

function evaluate(part: Expression, scope: Scope): Value {
  switch (part.kind) {
    case "number":
    case "text":
      return part.value;
    case "name": {
      const value = scope.valueOf(part.name);
      if (value !== undefined) return value;
      const message = `${scope.subject} has no ${part.name}`;
      const hint = `ask first who it is about, as in: dataplane == "ix" and ...`;
      throw new ExpressionError({ column: part.column, message, hint });
    }
    case "not":
      return evaluate(part.operand, scope) !== true;
    case "minus":
      return -numberAt(part.operand, scope);
    case "logic": {
      const left = evaluate(part.left, scope) === true;
      if (left === (part.operator === "or")) return left;
      return evaluate(part.right, scope) === true;
    }
    case "comparison":
      return COMPARE[part.operator](evaluate(part.left, scope), evaluate(part.right, scope));
    case "in": {
      const value = evaluate(part.value, scope);
      return part.list.some((item) => evaluate(item, scope) === value);
    }
    case "arithmetic":
      return arithmetic(part, scope);
    default:
      return called(part, scope);
  }
}

function numberAt(part: Expression, scope: Scope): number {
  const value = evaluate(part, scope);
  if (typeof value === "number") return value;
  throw new ExpressionError({ column: part.column, message: "a number was expected" });
}

const COMPARE: Readonly<Record<Comparison, (a: Value, b: Value) => boolean>> = {
  "==": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

const CALCULATE: Readonly<Record<Arithmetic, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
};

function arithmetic(part: Extract<Expression, { kind: "arithmetic" }>, scope: Scope): number {
  const { operator, left, right, column } = part;
  const [a, b] = [numberAt(left, scope), numberAt(right, scope)];
  if ((operator === "/" || operator === "%") && b === 0) {
    const message = `${operator} by zero, for ${scope.subject}`;
    throw new ExpressionError({ column, message });
  }
  const value = CALCULATE[operator](a, b);
  if (Number.isFinite(value)) return value;
  throw new ExpressionError({ column, message: `too large a number, for ${scope.subject}` });
}

function called(part: Extract<Expression, { kind: "call" }>, scope: Scope): number {
  const { name, operands, column } = part;
  const values = operands.map((operand) => numberAt(operand, scope));
  const [first = 0] = values;
  if (name === "log2" && first <= 0) {
    const message = `log2 of ${first}, for ${scope.subject}`;
    throw new ExpressionError({ column, message, hint: "log2 takes numbers above zero" });
  }
  return CALLED[name](values, first);
}

const CALLED: Readonly<Record<FunctionName, (values: readonly number[], first: number) => number>> =
  {
    min: (values) => Math.min(...values),
    max: (values) => Math.max(...values),
    abs: (_, first) => Math.abs(first),
    floor: (_, first) => Math.floor(first),
    log2: (_, first) => Math.log2(first),
  };
