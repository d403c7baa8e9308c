/** A definition as it comes in, and what is wrong with it as it goes out. */
import type { Definition } from "../../experiment/definition.ts";
import { parseDefinition, parseDefinitionJson } from "../../experiment/parse.ts";
import type { Problem } from "../../experiment/problem.ts";
import { builder } from "../builder.ts";

export const SpecInput = builder.inputType("SpecInput", {
  description: "A definition, in one of two forms.",
  isOneOf: true,
  fields: (t) => ({
    yaml: t.string({ description: "YAML or JSON text. Mistakes come back with their lines." }),
    json: t.field({ type: "JSON", description: "The same document as a JSON value." }),
  }),
});

/** A mistake that a client can show and a person can mend. */
export interface SpecError extends UserError {
  readonly pointer: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly hint: string | null;
  readonly allowed: readonly string[] | null;
}

export interface UserError {
  readonly code: string;
  readonly message: string;
  readonly field: readonly string[] | null;
}

export const UserErrorRef = builder.interfaceRef<UserError>("UserError").implement({
  description: "An expected mistake of the caller.",
  fields: (t) => ({
    code: t.exposeString("code", { description: "Stable code." }),
    message: t.exposeString("message", { description: "What is wrong, as a sentence." }),
    field: t.exposeStringList("field", {
      nullable: true,
      description: "Path of the input field that it is about.",
    }),
  }),
});

export const SpecErrorRef = builder.objectRef<SpecError>("SpecError").implement({
  description: "A mistake in a definition: where it is, what is allowed, and a hint.",
  interfaces: [UserErrorRef],
  fields: (t) => ({
    pointer: t.exposeString("pointer", {
      nullable: true,
      description: "JSON pointer into the definition; empty for the whole document.",
    }),
    line: t.exposeInt("line", { nullable: true, description: "Line of the text, from 1." }),
    column: t.exposeInt("column", { nullable: true, description: "Column of the text, from 1." }),
    hint: t.exposeString("hint", { nullable: true, description: "How to mend it." }),
    allowed: t.exposeStringList("allowed", { nullable: true, description: "What is allowed." }),
  }),
});

const NOTHING = { field: null, pointer: null, line: null, column: null, hint: null, allowed: null };

/** A mistake in an argument beside the definition. */
export function inputError(code: string, message: string, field: readonly string[]): SpecError {
  return { ...NOTHING, code, message, field };
}

export const specErrors = (problems: readonly Problem[]): readonly SpecError[] =>
  problems.map(specError);

function specError(problem: Problem): SpecError {
  const { code, message, pointer, line, column, hint, allowed } = problem;
  return {
    code,
    message,
    field: ["spec"],
    pointer,
    line: line ?? null,
    column: column ?? null,
    hint: hint ?? null,
    allowed: allowed ?? null,
  };
}

export type ReadSpec =
  | { readonly ok: true; readonly definition: Definition; readonly text: string }
  | { readonly ok: false; readonly userErrors: readonly SpecError[] };

/** Reads a definition; `text` is what will be remembered as submitted. */
export function readSpec(spec: typeof SpecInput.$inferInput): ReadSpec {
  const text = spec.yaml ?? JSON.stringify(spec.json, null, 2);
  const parsed = spec.yaml == null ? parseDefinitionJson(spec.json) : parseDefinition(spec.yaml);
  if (parsed.ok) return { ok: true, definition: parsed.definition, text };
  return { ok: false, userErrors: specErrors(parsed.problems) };
}
