/** A definition is understood whole, or refused with everything that is wrong with it at once. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { expand } from "../../../src/experiment/expand.ts";
import { parseDefinition } from "../../../src/experiment/parse.ts";
import type { Problem } from "../../../src/experiment/problem.ts";
import { definitionOf, problemsOf } from "../../support/definitions.ts";
import { FIVE_MISTAKES } from "../../support/five-mistakes.ts";

const VALID = {
  apiVersion: "ix/v1",
  kind: "Experiment",
  name: "small",
  dataplane: "ix",
  workload: "memcached-usr",
  loads: ["100krps", "1Mrps"],
};

/** The only problem of a definition that is right but for `change`. */
function onlyProblem(change: object): Problem | undefined {
  const problems = problemsOf({ ...VALID, ...change });
  expect(problems, JSON.stringify(problems)).toHaveLength(1);
  return problems[0];
}

describe("a definition", () => {
  it("gets defaults that can be seen", () => {
    const definition = definitionOf(VALID);
    expect(definition.platform).toBe("xeon-e5-2665");
    expect(definition.replications).toBe(3);
    expect(definition.rootSeed).toBe("1");
    expect(definition.systems).toHaveLength(1);
    expect(definition.systems[0]?.hardwareThreads).toHaveLength(16);
    expect(definition.systems[0]?.dataplane.params["batchBound"]).toBe(64);
  });

  it("lays each system over the fields at the top", () => {
    const { systems } = definitionOf({
      ...VALID,
      cores: 2,
      systems: [
        { name: "IX, B = 1", dataplane: { kind: "ix", batchBound: 1 } },
        { name: "Linux", dataplane: "linux", cores: 8, loads: ["200krps"] },
        { name: "odd", hardwareThreads: 5 },
        { name: "no HT", cores: 3, hyperthreads: false },
      ],
    });
    expect(systems.map((s) => s.id)).toEqual(["ix-b-1", "linux", "odd", "no-ht"]);
    expect(systems.map((s) => s.dataplane.kind)).toEqual(["ix", "linux", "ix", "ix"]);
    expect(systems[0]?.dataplane.params["batchBound"]).toBe(1);
    expect(systems[0]?.hardwareThreads).toEqual([0, 1, 2, 3]);
    expect(systems[1]?.loadsRps).toEqual([200e3]);
    expect(systems[2]?.hardwareThreads).toEqual([0, 1, 2, 3, 4]);
    expect(systems[3]?.hardwareThreads).toEqual([0, 2, 4]);
  });

  it("has ranges by count with both ends in them", () => {
    const { systems } = definitionOf({
      ...VALID,
      loads: { from: "100krps", to: "1Mrps", count: 10 },
    });
    expect(systems[0]?.loadsRps).toEqual([1e5, 2e5, 3e5, 4e5, 5e5, 6e5, 7e5, 8e5, 9e5, 1e6]);
    const log = definitionOf({
      ...VALID,
      loads: { from: "1krps", to: "1Mrps", count: 4, scale: "log" },
    });
    expect(log.systems[0]?.loadsRps).toEqual([1e3, 1e4, 1e5, 1e6]);
  });

  it("means the same in YAML and in JSON", () => {
    const yaml = parseDefinition(
      "apiVersion: ix/v1\nkind: Experiment\nname: small\ndataplane: ix\n" +
        "workload: memcached-usr\nloads: [100krps, 1Mrps]\n",
    );
    const json = parseDefinition(JSON.stringify(VALID));
    expect(yaml).toEqual(json);
    expect(yaml.ok).toBe(true);
  });

  it("of the quickstart is right and expands to system x load x replication", () => {
    const parsed = parseDefinition(readFileSync("experiments/quickstart.yaml", "utf8"));
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const { points, runs } = expand(parsed.definition);
    expect(points).toHaveLength(25);
    expect(runs).toHaveLength(75);
    expect(new Set(runs.map((r) => r.contentKey)).size).toBe(75);
    expect(runs.map((r) => r.index)).toEqual(runs.map((_, i) => i));
  });

  it("shares arrivals between systems by default, and not with INDEPENDENT seeds", () => {
    const seeds = (seedPolicy: string) =>
      new Set(expand(definitionOf({ ...VALID, seedPolicy })).runs.map((r) => r.plan.rootSeed)).size;
    expect(seeds("COMMON")).toBe(1);
    expect(seeds("INDEPENDENT")).toBe(2);
  });
});

describe("five mistakes", () => {
  it("give five problems, each with code, pointer, line and a hint or what is allowed", () => {
    const problems = problemsOf(FIVE_MISTAKES);
    expect(problems.map((p) => [p.code, p.pointer, p.line])).toEqual([
      ["UNKNOWN_KEY", "/platfrom", 4],
      ["UNKNOWN_VALUE", "/systems/0/dataplane", 6],
      ["OUT_OF_RANGE", "/systems/1/cores", 7],
      ["UNIT_REQUIRED", "/slo/p99", 9],
      ["OUT_OF_RANGE", "/replications", 10],
    ]);
    expect(problems[0]?.hint).toBe('did you mean "platform"?');
    expect(problems[1]?.hint).toBe('did you mean "ix"?');
    expect(problems[3]?.hint).toBe('write "500us"');
    for (const problem of problems) {
      expect(problem.hint, problem.message).toBeDefined();
    }
  });
});

describe("what is refused", () => {
  it.each([
    [{ loads: undefined }, "MISSING", "/loads"],
    [{ dataplane: undefined }, "MISSING", "/dataplane"],
    [{ workload: undefined }, "MISSING", "/workload"],
    [{ apiVersion: "ix/v2" }, "UNKNOWN_VALUE", "/apiVersion"],
    [{ name: "" }, "OUT_OF_RANGE", "/name"],
    [{ name: "a\u202Eb" }, "WRONG_TYPE", "/name"],
    [{ workload: "memcached-us" }, "UNKNOWN_VALUE", "/workload"],
    [{ dataplane: { kind: "linux", batchBound: 8 } }, "UNKNOWN_KEY", "/dataplane/batchBound"],
    [{ dataplane: { kind: "ix", batchBound: 0 } }, "OUT_OF_RANGE", "/dataplane/batchBound"],
    [{ dataplane: { kind: "ix", batchBound: 1.5 } }, "WRONG_TYPE", "/dataplane/batchBound"],
    [{ dataplane: { kind: "ix", batchBound: "64us" } }, "UNKNOWN_UNIT", "/dataplane/batchBound"],
    [{ cores: 4, hardwareThreads: 8 }, "CONFLICT", "/hardwareThreads"],
    [{ hardwareThreads: 17 }, "OUT_OF_RANGE", "/hardwareThreads"],
    [{ nicPorts: 5 }, "OUT_OF_RANGE", "/nicPorts"],
    [{ cores: 9, systems: [{ name: "a" }, { name: "b" }] }, "OUT_OF_RANGE", "/cores"],
    [{ loads: [] }, "OUT_OF_RANGE", "/loads"],
    [{ loads: ["1Mrps", "1000krps"] }, "DUPLICATE", "/loads/1"],
    [{ loads: ["1 million"] }, "UNKNOWN_UNIT", "/loads/0"],
    [{ loads: { from: "2Mrps", to: "1Mrps", count: 3 } }, "OUT_OF_RANGE", "/loads/to"],
    [{ loads: { from: "1rps", to: "1Mrps", count: 1e12 } }, "OUT_OF_RANGE", "/loads/count"],
    [{ replications: 0 }, "OUT_OF_RANGE", "/replications"],
    [{ rootSeed: -1 }, "OUT_OF_RANGE", "/rootSeed"],
    [{ rootSeed: 2 ** 53 }, "OUT_OF_RANGE", "/rootSeed"],
    [{ rootSeed: "18446744073709551616" }, "OUT_OF_RANGE", "/rootSeed"],
    [{ slo: { p99: "500us", p50: "1ms" } }, "CONFLICT", "/slo"],
    [{ slo: { p99: "500" } }, "UNIT_REQUIRED", "/slo/p99"],
    [{ phases: { measure: "1000000000s" } }, "OUT_OF_RANGE", "/phases/measure"],
    [{ phases: { measure: "3600s" }, loads: ["1000Mrps"] }, "TOO_LARGE", "/phases/measure"],
    [
      { replications: 1000, loads: { from: "1krps", to: "2krps", count: 1000 } },
      "TOO_LARGE",
      "/replications",
    ],
    [{ systems: [{ name: "a" }, { name: "A" }] }, "DUPLICATE", "/systems/1/name"],
    [{ constructor: 1 }, "UNKNOWN_KEY", "/constructor"],
  ])("%j is %s at %s", (change, code, pointer) => {
    const problem = onlyProblem(change);
    expect([problem?.code, problem?.pointer]).toEqual([code, pointer]);
  });

  it("is named once, however much is wrong", () => {
    const keys = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`odd${i}`, i]));
    const problems = problemsOf({ ...VALID, ...keys });
    expect(problems).toHaveLength(20);
    expect(problems.at(-1)?.message).toBe("31 more problems are not shown");
  });
});

describe("text that is no definition", () => {
  it.each([
    ["", "the definition is empty"],
    ["a: 1\n---\nb: 2\n", "more than one YAML document"],
    ["a: 012\n", "012 is not a plain decimal number"],
    ["a: 0x1F\n", "0x1F is not a plain decimal number"],
    ["a: .inf\n", ".inf is not a plain decimal number"],
    ["a: !!binary aGk=\n", "the tag"],
    ["a: 1\na: 2\n", "Map keys must be unique"],
    ["a: [1\n", "Flow sequence"],
    ["a\0b", "NUL"],
    ["a: \ud800", "Unicode"],
    [`a: ${"[".repeat(17)}${"]".repeat(17)}`, "nested deeper"],
    [`a: ${"x".repeat(300_000)}`, "bytes; at most"],
  ])("%j is a syntax problem", (text, message) => {
    const [problem] = problemsOf(text);
    expect(problem?.message).toContain(message);
    expect(problem?.line).toBeGreaterThan(0);
  });

  it("with an alias bomb is refused quickly", () => {
    const bomb = ["a0: &a0 [x, x]"];
    for (let i = 1; i < 30; i += 1) bomb.push(`a${i}: &a${i} [*a${i - 1}, *a${i - 1}]`);
    expect(problemsOf(bomb.join("\n"))[0]?.message).toContain("aliases");
  });
});
