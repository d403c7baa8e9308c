/** `where` and `when` in a definition: text in the closed language of expression/. */
import { z } from "zod";
import { checkCondition, type Vocabulary } from "../expression/check-expression.ts";
import { parseExpression } from "../expression/parse-expression.ts";
import { ExpressionError, type Fault, MAX_LENGTH } from "../expression/syntax.ts";
import type { Problem, ProblemCode } from "../problem.ts";
import { pointerOf, show } from "./issue.ts";
import { annotate } from "./json-schema.ts";

const EXAMPLE = 'write "dataplane.batchBound <= 4 * cores"';

/**
 * The expression as it will be remembered, or undefined.
 * @param vocabulary undefined while it is not known what there is: then only the form is checked.
 */
export function readCondition(
  value: unknown,
  path: readonly PropertyKey[],
  vocabulary: Vocabulary | undefined,
  problems: Problem[],
): string | undefined {
  const pointer = pointerOf(path);
  if (typeof value !== "string") {
    const message = `${String(path.at(-1))} must be an expression, not ${show(value)}`;
    problems.push({ code: "WRONG_TYPE", message, pointer, hint: EXAMPLE });
    return undefined;
  }
  try {
    const { expression, text } = parseExpression(value);
    const faults = vocabulary === undefined ? [] : checkCondition(expression, vocabulary);
    problems.push(...faults.map((fault) => problemOf(fault, codeOf(fault), pointer)));
    return faults.length === 0 ? text : undefined;
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const code = value.length > MAX_LENGTH ? "TOO_LARGE" : "SYNTAX";
    problems.push(problemOf(error.fault, code, pointer));
    return undefined;
  }
}

/** A fault of meaning that lists what is allowed is about a name or a word. */
const codeOf = ({ allowed }: Fault): ProblemCode =>
  allowed === undefined ? "WRONG_TYPE" : "UNKNOWN_VALUE";

function problemOf(
  { column, message, ...more }: Fault,
  code: ProblemCode,
  pointer: string,
): Problem {
  return { code, message: `column ${column}: ${message}`, pointer, ...more };
}

/** The form of `where` only: what it says is judged once systems and axes are known. */
export const whereField = (): z.ZodType =>
  annotate(z.unknown(), conditionJsonSchema("Points for which this is false are left out."));

/** How an expression looks in JSON Schema. */
export const conditionJsonSchema = (description: string): object => ({
  description: `${description} Names (system, load, cores, dataplane.batchBound, ...), numbers with units, texts, + - * / %, comparisons, in [..], and, or, not, min, max, abs, floor, log2.`,
  type: "string",
  minLength: 1,
  maxLength: MAX_LENGTH,
});
