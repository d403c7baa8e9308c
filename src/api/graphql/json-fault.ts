/**
 * What is wrong with values that came from outside before anyone looks at their meaning: depth,
 * numbers that JSON or doubles cannot hold, text that Postgres cannot store, and keys that have a
 * meaning to JavaScript. Walks with a list of its own, since the input may be nested as deep as its
 * sender likes.
 */
const MAX_DEPTH = 16;
const FORBIDDEN_KEYS = new Set(["__proto__", "constructor", "prototype"]);
const LONE_SURROGATE = /\p{Surrogate}/u;

/** A sentence that says what is wrong with a text, or null. */
export function textFault(text: string): string | null {
  if (text.includes("\u0000")) return "Text contains a NUL character.";
  if (LONE_SURROGATE.test(text)) return "Text is not valid Unicode: it holds half a character.";
  return null;
}

/** A sentence that says what is wrong with a JSON value, or null. */
export function jsonFault(root: unknown): string | null {
  const rest: { readonly value: unknown; readonly depth: number }[] = [{ value: root, depth: 0 }];
  for (let item = rest.pop(); item !== undefined; item = rest.pop()) {
    const { value, depth } = item;
    const fault = scalarFault(value);
    if (fault !== null) return fault;
    if (typeof value !== "object" || value === null) continue;
    if (depth >= MAX_DEPTH) return `JSON may be nested at most ${MAX_DEPTH} deep.`;
    for (const [key, child] of Object.entries(value)) {
      if (FORBIDDEN_KEYS.has(key)) return `Key "${key}" is not allowed.`;
      const bad = textFault(key);
      if (bad !== null) return bad;
      rest.push({ value: child, depth: depth + 1 });
    }
  }
  return null;
}

function scalarFault(value: unknown): string | null {
  if (typeof value === "string") return textFault(value);
  if (typeof value !== "number") return null;
  if (!Number.isFinite(value)) return "Numbers must be finite.";
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    return "Whole numbers beyond 2^53 must be written as decimal text.";
  }
  return null;
}
