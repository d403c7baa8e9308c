/** Reads definitions in tests: what they mean, or what is wrong with them. */
import type { Definition } from "../../src/experiment/definition.ts";
import { parseDefinition, parseDefinitionJson } from "../../src/experiment/parse.ts";
import type { Problem } from "../../src/experiment/problem.ts";

export function definitionOf(value: unknown): Definition {
  const parsed = parseDefinitionJson(value);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.definition;
}

/** @param value text (YAML or JSON), or a JSON value. */
export function problemsOf(value: unknown): readonly Problem[] {
  const parsed = typeof value === "string" ? parseDefinition(value) : parseDefinitionJson(value);
  return parsed.ok ? [] : parsed.problems;
}

/** Two systems, two loads. */
export const TWO_SYSTEMS = {
  apiVersion: "ix/v1",
  kind: "Experiment",
  name: "two systems",
  systems: [
    { name: "IX", dataplane: "ix" },
    { name: "Linux", dataplane: "linux" },
  ],
  workload: "memcached-usr",
  loads: ["100krps", "200krps"],
};
