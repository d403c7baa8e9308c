/** Where definitions differ: the paths whose values are not the same in all of them. */
import type { Definition } from "./definition.ts";
import { canonicalJson } from "./digest.ts";

export interface ParamDifference {
  /** JSON pointer into the definition. */
  readonly path: string;
  /** One value per definition, in their order; null where the path does not exist. */
  readonly values: readonly unknown[];
}

export function diffDefinitions(definitions: readonly Definition[]): readonly ParamDifference[] {
  const leaves = definitions.map((definition) => new Map(leavesOf(definition, "")));
  const paths = new Set(leaves.flatMap((own) => [...own.keys()]));
  // In the order of the paths: that of the keys depends on who stored the definition.
  return [...paths]
    .sort()
    .map((path) => ({ path, values: leaves.map((own) => own.get(path) ?? null) }))
    .filter(({ values }) => new Set(values.map(canonicalJson)).size > 1);
}

/** Lists of plain values, such as loads, are one leaf: a reader compares them as a whole. */
function* leavesOf(value: unknown, path: string): Generator<readonly [string, unknown]> {
  const isPlain = (item: unknown) => typeof item !== "object" || item === null;
  if (isPlain(value) || (Array.isArray(value) && value.every(isPlain))) {
    yield [path, value];
    return;
  }
  for (const [key, child] of Object.entries(value as object)) {
    yield* leavesOf(child, `${path}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
  }
}
