/** Shows what is wrong with a definition: the line, a caret, what is allowed, a hint. */
import type { Problem } from "../experiment/problem.ts";
import { paint } from "./paint.ts";

export function formatProblems(problems: readonly Problem[], file: string, text: string): string {
  const lines = text.split(/\r?\n/);
  const shown = problems.map((problem) => formatProblem(problem, file, lines));
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  return `${shown.join("\n\n")}\n\n${count} in ${file}; nothing was run.`;
}

function formatProblem(problem: Problem, file: string, lines: readonly string[]): string {
  const { code, message, pointer, line, column = 1, hint, allowed } = problem;
  const place = line === undefined ? file : `${file}:${line}:${column}`;
  const out = [`${paint("bold", place)} ${paint("red", code)} ${message}`];
  const source = line === undefined ? undefined : lines[line - 1];
  if (source !== undefined) {
    const gutter = String(line).padStart(5);
    out.push(`${gutter} | ${source.slice(0, 100)}`);
    out.push(`      | ${" ".repeat(Math.min(column, 100) - 1)}${paint("red", "^")}`);
  }
  if (pointer !== "") out.push(`        at ${pointer}`);
  if (allowed !== undefined) out.push(`        allowed: ${allowed.join(", ")}`);
  if (hint !== undefined) out.push(`        hint: ${hint}`);
  return out.join("\n");
}
