/**
 * Whatever is written in a definition: it is understood, and then all of it can be run, or it is
 * refused with at least one problem. Nothing is thrown, and no key is passed over in silence.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expand } from "../../../src/experiment/expand.ts";
import { parseDefinition, parseDefinitionJson } from "../../../src/experiment/parse.ts";
import { placeOf } from "../../../src/experiment/points.ts";
import { TWO_SYSTEMS } from "../../support/definitions.ts";

const RUNS = { numRuns: 600, seed: 20261123 };
/** Expanded in the test, if not larger. */
const FEW = 300;

const FULL: object = {
  ...TWO_SYSTEMS,
  slo: { p99: "500us" },
  replications: 2,
  phases: { warmup: "1ms", measure: "10ms" },
  axes: [
    { zip: [{ cores: [1, 2] }, { nicPorts: [1, 4] }] },
    { "dataplane.batchBound": { from: 1, to: 64, count: 3, scale: "log" }, when: "cores > 1" },
    { "workload.connections": { from: 10, to: 1000 } },
  ],
  sample: { method: "sobol", count: 4, seed: "1" },
  where: "load / 1krps <= 150 * cores",
  include: [{ system: "IX", "dataplane.batchBound": 256, load: "1Mrps" }],
};

/** Odd and ordinary values, of every type. */
const ODD: readonly unknown[] = [
  [null, true, -1, 0, 1, 1.5, 1e21, Number.NaN, Number.POSITIVE_INFINITY, "", " ", "1"],
  ["500us", "1Mrps", "forever", "IX", "ix", "cores", "__proto__", "cores > 1", "1 / 0 > 1"],
  [[], {}, [[]], [{}], [1, 1], [1, 2], { from: 1, to: 2 }, { from: 1, to: 2, count: 2 }],
  [{ kind: "ix" }, { zip: [] }, { zip: [{ cores: [1] }, { cores: [1] }] }, { when: "cores > 1" }],
  [{ cores: [1], when: 1 }, { system: "IX" }, { method: "random", count: 2 }],
].flat();
const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(...ODD),
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<unknown>,
);

type Path = readonly (string | number)[];

function pathsIn(value: unknown, at: Path = []): Path[] {
  if (value === null || typeof value !== "object") return [at];
  return [
    at,
    ...Object.entries(value).flatMap(([key, child]) =>
      pathsIn(child, [...at, Array.isArray(value) ? Number(key) : key]),
    ),
  ];
}

/** A copy with something else at a path; undefined takes it away. */
function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) {
    const child = replaced(value[Number(key)], rest, by);
    return child === undefined ? value.toSpliced(Number(key), 1) : value.with(Number(key), child);
  }
  const { [String(key)]: own, ...others } = value as Record<string, unknown>;
  const child = replaced(own, rest, by);
  return child === undefined ? others : { ...others, [String(key)]: child };
}

/** Understood and wholly runnable, or refused. */
function understood(parsed: ReturnType<typeof parseDefinition>): boolean {
  if (!parsed.ok) {
    expect(parsed.problems.length).toBeGreaterThan(0);
    expect(parsed.problems.length).toBeLessThanOrEqual(20);
    for (const { code, message } of parsed.problems) {
      expect(code).toMatch(/^[A-Z_]+$/);
      expect(message.length).toBeGreaterThan(5);
      expect(message.length).toBeLessThan(1200);
    }
    return false;
  }
  const { definition } = parsed;
  if (definition.systems.some(({ loadsRps }) => loadsRps.length > FEW)) return true;
  const { points, runs } = expand(definition);
  expect(points.length).toBeGreaterThan(0);
  expect(new Set(points.map(({ params }) => JSON.stringify(params))).size).toBe(points.length);
  // Two systems may be the same but for their names; two points of one may not.
  const keys = runs.map((run) => `${points[run.pointIndex]?.systemId} ${run.contentKey}`);
  expect(new Set(keys).size).toBe(runs.length);
  for (const { index, systemId, offeredRps } of points.slice(0, FEW)) {
    const place = placeOf(definition, index);
    expect([place.system.id, place.offeredRps]).toEqual([systemId, offeredRps]);
  }
  return true;
}

const change = fc.tuple(fc.nat(), fc.option(odd, { nil: undefined }));

describe("any definition", () => {
  it("with something else in its places is understood or refused", () => {
    let [right, wrong] = [0, 0];
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 2 }), (changes) => {
        let value: unknown = FULL;
        for (const [n, by] of changes) {
          const paths = pathsIn(value);
          value = replaced(value, paths[n % paths.length] ?? [], by);
        }
        if (understood(parseDefinitionJson(value))) right += 1;
        else wrong += 1;
      }),
      RUNS,
    );
    // Both happen, so that neither claim is empty.
    expect(right).toBeGreaterThan(20);
    expect(wrong).toBeGreaterThan(100);
  });

  it("with text changed anywhere is understood or refused, with a line", () => {
    const text = JSON.stringify(FULL, null, 1);
    const piece = fc.constantFrom(
      ..."{}[]:,\"'#&*!|>%@`-?\n\t 0a.".split(""),
      "*a",
      "&a ",
      "<<: ",
      "",
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(), fc.nat(3), piece), { minLength: 1, maxLength: 4 }),
        (edits) => {
          let changed = text;
          for (const [n, cut, by] of edits) {
            const at = n % (changed.length + 1);
            changed = changed.slice(0, at) + by + changed.slice(at + cut);
          }
          const parsed = parseDefinition(changed);
          understood(parsed);
          if (parsed.ok) return;
          const [first] = parsed.problems;
          expect(first?.line, first?.message).toBeGreaterThan(0);
        },
      ),
      RUNS,
    );
  });

  it("with one more key in any mapping is refused, and the key is named", () => {
    const mappings = pathsIn(FULL).filter((path) => {
      const at = path.reduce<unknown>((v, key) => (v as Record<string, unknown>)[key], FULL);
      return at !== null && typeof at === "object" && !Array.isArray(at);
    });
    expect(mappings.length).toBeGreaterThan(12);
    for (const path of mappings) {
      const parsed = parseDefinitionJson(replaced(FULL, [...path, "oddKey"], 1));
      expect(parsed.ok, path.join("/")).toBe(false);
      const said = parsed.ok ? "" : JSON.stringify(parsed.problems);
      expect(said, path.join("/")).toMatch(/oddKey/);
    }
  });
});
