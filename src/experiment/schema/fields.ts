/**
 * Reads an object field by field, so that one bad field does not hide what is wrong with the others
 * and checks across fields can still run on those that are right.
 */
import type { z } from "zod";
import type { Problem } from "../problem.ts";
import { pointerOf, problemsOf, show, unknownKey } from "./issue.ts";

export type Shape = Readonly<Record<string, z.ZodType>>;

/** The fields that were right; one that was wrong or absent is undefined. */
export type Fields<S extends Shape> = { readonly [K in keyof S]?: z.output<S[K]> };

export function readFields<S extends Shape>(
  shape: S,
  input: unknown,
  path: readonly PropertyKey[],
  problems: Problem[],
): Fields<S> {
  if (input === null || typeof input !== "object" || Array.isArray(input)) {
    const message = `${path.length === 0 ? "the definition" : path.join(".")} must be a mapping, not ${show(input)}`;
    problems.push({ code: "WRONG_TYPE", message, pointer: pointerOf(path) });
    return {};
  }
  const given = input as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(given)) {
    if (!Object.hasOwn(shape, key)) problems.push(unknownKey(key, path, Object.keys(shape)));
  }
  const fields: Record<string, unknown> = {};
  for (const [key, schema] of Object.entries(shape)) {
    const value = Object.hasOwn(given, key) ? given[key] : undefined;
    const parsed = schema.safeParse(value);
    if (parsed.success) fields[key] = parsed.data;
    else {
      const { issues } = parsed.error;
      problems.push(...issues.flatMap((i) => problemsOf(i, [...path, key], value, schema)));
    }
  }
  return fields as Fields<S>;
}
