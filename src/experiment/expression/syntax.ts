/**
 * The closed language of `where` and `when`: what an expression is made of, and what can be wrong with
 * one. There are numbers with units, texts, names, arithmetic, comparisons and five functions; nothing
 * can be called, assigned, repeated or reached beside that.
 */
import type { Dimension } from "../../units.ts";

/** Characters of an expression. */
export const MAX_LENGTH = 500;
/** Parentheses, lists, calls and prefixes within each other. */
export const MAX_DEPTH = 24;

export const COMPARISONS = ["==", "!=", "<=", ">=", "<", ">"] as const;
export const ARITHMETIC = ["+", "-", "*", "/", "%"] as const;

export type Comparison = (typeof COMPARISONS)[number];
export type Arithmetic = (typeof ARITHMETIC)[number];

/** Functions, with the least and the most arguments that they take. */
export const FUNCTIONS = {
  min: [2, 8],
  max: [2, 8],
  abs: [1, 1],
  floor: [1, 1],
  log2: [1, 1],
} as const;
export type FunctionName = keyof typeof FUNCTIONS;

/** What a number measures; counts and shares are plain numbers. */
export type Measured = Exclude<Dimension, "count" | "ratio"> | "number";

export const measuredOf = (dimension: Dimension): Measured =>
  dimension === "count" || dimension === "ratio" ? "number" : dimension;

/** A part of an expression; `column` is where it stands, from 1. */
export type Expression =
  | {
      readonly kind: "number";
      readonly value: number;
      readonly of: Measured;
      readonly column: number;
    }
  | { readonly kind: "text"; readonly value: string; readonly column: number }
  | { readonly kind: "name"; readonly name: string; readonly column: number }
  | { readonly kind: "minus" | "not"; readonly operand: Expression; readonly column: number }
  | Binary<"arithmetic", Arithmetic>
  | Binary<"comparison", Comparison>
  | Binary<"logic", "and" | "or">
  | {
      readonly kind: "in";
      readonly value: Expression;
      readonly list: readonly Expression[];
      readonly column: number;
    }
  | {
      readonly kind: "call";
      readonly name: FunctionName;
      readonly operands: readonly Expression[];
      readonly column: number;
    };

interface Binary<Kind extends string, Operator extends string> {
  readonly kind: Kind;
  readonly operator: Operator;
  readonly left: Expression;
  readonly right: Expression;
  /** Of the operator. */
  readonly column: number;
}

/** What is wrong with an expression, where, and how to mend it. */
export interface Fault {
  /** From 1. */
  readonly column: number;
  readonly message: string;
  readonly hint?: string;
  readonly allowed?: readonly string[];
}

/** Thrown by the parser at the first fault of form, and by evaluation. */
export class ExpressionError extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(`column ${fault.column}: ${fault.message}`);
    this.name = "ExpressionError";
    this.fault = fault;
  }
}
