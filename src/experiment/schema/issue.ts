/**
 * How a schema reports a mistake: zod issues of kind "custom" that carry our code, what is allowed
 * and a hint, and the translation of zod's own issues into the same form.
 */
import { closest, distance } from "fastest-levenshtein";
import type { z } from "zod";
import type { Problem, ProblemCode } from "../problem.ts";

/** What a schema adds to a custom issue. */
export interface Mistake {
  readonly code: ProblemCode;
  readonly message: string;
  readonly hint?: string;
  readonly allowed?: readonly string[];
}

type IssueSink = { readonly issues: z.core.$ZodRawIssue[] };

/** Adds a mistake to a zod check or transform. */
export function report(
  ctx: IssueSink,
  input: unknown,
  mistake: Mistake,
  path: readonly PropertyKey[] = [],
): void {
  ctx.issues.push({
    code: "custom",
    message: mistake.message,
    input,
    path: [...path],
    params: { mistake },
  });
}

/** Hands on the issues of a part that was parsed on its own, as those of the whole. */
export function passOn(
  ctx: IssueSink,
  issues: readonly z.core.$ZodIssue[],
  path: readonly PropertyKey[] = [],
): void {
  for (const issue of issues) {
    ctx.issues.push({ ...issue, path: [...path, ...issue.path] } as z.core.$ZodRawIssue);
  }
}

/** The nearest allowed word, if it is near enough to be what was meant. */
export function didYouMean(word: string, allowed: readonly string[]): string | undefined {
  if (allowed.length === 0) return undefined;
  const best = closest(word.toLowerCase(), [...allowed]);
  const limit = Math.max(2, Math.floor(best.length / 3));
  return distance(word.toLowerCase(), best.toLowerCase()) <= limit
    ? `did you mean "${best}"?`
    : undefined;
}

/** Shows a value as it was written, short enough for a message. */
export function show(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = typeof value === "string" ? `"${value}"` : (JSON.stringify(value) ?? typeof value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

const nameOf = (path: readonly PropertyKey[]): string =>
  path.length === 0 ? "the definition" : path.map(String).join(".");

/**
 * Translates one zod issue, found at `base`, into problems (unknown keys give one each).
 * @param schema what refused the value, which tells the keys that it would have taken.
 */
export function problemsOf(
  issue: z.core.$ZodIssue,
  base: readonly PropertyKey[],
  value: unknown,
  schema?: z.ZodType,
): readonly Problem[] {
  const path = [...base, ...issue.path];
  const pointer = pointerOf(path);
  const mistake =
    issue.code === "custom" ? (issue.params?.["mistake"] as Mistake | undefined) : undefined;
  if (mistake !== undefined) return [{ ...mistake, pointer }];
  const name = nameOf(path);
  const got = show(valueAt(value, issue.path));
  switch (issue.code) {
    case "invalid_type":
      return got === "nothing"
        ? [{ code: "MISSING", message: `${name} is required`, pointer }]
        : [
            {
              code: "WRONG_TYPE",
              message: `${name} must be a ${issue.expected}, not ${got}`,
              pointer,
            },
          ];
    case "too_small":
    case "too_big":
      return [
        {
          code: "OUT_OF_RANGE",
          message: `${name}: ${lowerFirst(issue.message)}; got ${got}`,
          pointer,
        },
      ];
    case "invalid_value": {
      const allowed = issue.values.map(String);
      const hint = didYouMean(String(valueAt(value, issue.path)), allowed);
      const code = got === "nothing" ? "MISSING" : "UNKNOWN_VALUE";
      const message = got === "nothing" ? `${name} is required` : `${name} cannot be ${got}`;
      return [{ code, message, pointer, allowed, ...(hint && { hint }) }];
    }
    case "unrecognized_keys": {
      const allowed = schema === undefined ? [] : keysAt(schema, issue.path);
      return issue.keys.map((key) => unknownKey(key, path, allowed));
    }
    default:
      return [
        {
          code: "WRONG_TYPE",
          message: `${name}: ${lowerFirst(issue.message)}; got ${got}`,
          pointer,
        },
      ];
  }
}

/** A key that the schema does not know, with the nearest one that it does. */
export function unknownKey(
  key: string,
  path: readonly PropertyKey[],
  allowed: readonly string[],
): Problem {
  const hint = didYouMean(key, allowed);
  const where = path.length === 0 ? "" : ` in ${nameOf(path)}`;
  return {
    code: "UNKNOWN_KEY",
    message: `unknown key "${key}"${where}`,
    pointer: pointerOf([...path, key]),
    ...(allowed.length > 0 && { allowed }),
    ...(hint && { hint }),
  };
}

/** The keys of the object that a path leads to in a schema. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  let at: z.core.$ZodType | undefined = schema;
  const rest = [...path];
  while (at !== undefined) {
    const def = at._zod.def as z.core.$ZodTypeDef & {
      readonly innerType?: z.core.$ZodType;
      readonly element?: z.core.$ZodType;
      readonly shape?: Readonly<Record<PropertyKey, z.core.$ZodType>>;
    };
    if (def.innerType !== undefined) at = def.innerType;
    else if (rest.length === 0) return Object.keys(def.shape ?? {});
    else {
      const key = rest.shift() ?? "";
      at = def.element ?? def.shape?.[key];
    }
  }
  return [];
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value;
  for (const key of path) {
    if (at === null || typeof at !== "object" || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<PropertyKey, unknown>)[key];
  }
  return at;
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
