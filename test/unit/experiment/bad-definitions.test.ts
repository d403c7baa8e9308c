/**
 * The catalogue of bad definitions, E1 to E28: each gets an answer that says what is wrong, where, and
 * what to do; nothing is evaluated, fetched or allocated on the way.
 */
import { describe, expect, it } from "vitest";
import { contentHash } from "../../../src/experiment/digest.ts";
import { definitionOf, problemsOf, TWO_SYSTEMS } from "../../support/definitions.ts";

const ixlab = (change: object) => ({ ...TWO_SYSTEMS, ...change });
const yaml = (line: string) => `${JSON.stringify(TWO_SYSTEMS).slice(0, -1)},\n${line}\n}`;
const connections = (value: unknown) =>
  ixlab({ workload: { kind: "memcached-usr", connections: value } });
const CONNECTIONS = "/workload/connections";
const axis = (values: unknown) => ixlab({ axes: [{ "workload.connections": values }] });
const AXIS = "/axes/0/workload.connections";
const bomb = Array.from({ length: 12 }, (_, i) =>
  i === 0 ? "a0: &a0 [x, x, x]" : `a${i}: &a${i} [*a${i - 1}, *a${i - 1}, *a${i - 1}]`,
).join("\n");
const many = (path: string, to: number, count = 100) => ({ [path]: { from: 1, to, count } });

describe("a bad definition", () => {
  it.each([
    ["E1 a missing version", ixlab({ apiVersion: undefined }), "MISSING", "/apiVersion"],
    ["E1 an unknown version", ixlab({ apiVersion: "ix/v3" }), "UNKNOWN_VALUE", "/apiVersion"],
    ["E1 a version of another kind", ixlab({ apiVersion: 1 }), "UNKNOWN_VALUE", "/apiVersion"],
    ["E2 an unknown key", ixlab({ workolad: "x" }), "UNKNOWN_KEY", "/workolad"],
    [
      "E2 an unknown key inside",
      ixlab({ phases: { meassure: "1s" } }),
      "UNKNOWN_KEY",
      "/phases/meassure",
    ],
    ["E2 __proto__", yaml('"__proto__": { "name": "x" }'), "UNKNOWN_KEY", "/__proto__"],
    ["E3 no connections", connections(0), "OUT_OF_RANGE", CONNECTIONS],
    ["E3 fewer than none", connections(-1), "OUT_OF_RANGE", CONNECTIONS],
    ["E3 half a connection", connections(1.5), "WRONG_TYPE", CONNECTIONS],
    ["E3 a billion", connections(1e9), "OUT_OF_RANGE", CONNECTIONS],
    ["E3 null", connections(null), "WRONG_TYPE", CONNECTIONS],
    ["E3 true", connections(true), "WRONG_TYPE", CONNECTIONS],
    ["E4 a NaN", connections(Number.NaN), "WRONG_TYPE", CONNECTIONS],
    ["E4 infinity", connections(Number.POSITIVE_INFINITY), "WRONG_TYPE", CONNECTIONS],
    ["E4 a share beyond one", ixlab({ slo: { p99: "101%" } }), "UNKNOWN_UNIT", "/slo/p99"],
    ["E5 .inf", yaml('"replications": .inf'), "SYNTAX", ""],
    ["E5 .nan", yaml('"replications": .nan'), "SYNTAX", ""],
    ["E5 1e400", yaml('"replications": 1e400'), "WRONG_TYPE", "/replications"],
    ["E5 012", yaml('"replications": 012'), "SYNTAX", ""],
    ["E5 0x1F", yaml('"replications": 0x1F'), "SYNTAX", ""],
    ["E5 1_000", yaml('"replications": 1_000'), "WRONG_TYPE", "/replications"],
    ["E5 yes", yaml('"replications": yes'), "WRONG_TYPE", "/replications"],
    ["E6 from above to", axis({ from: 9, to: 1, count: 3 }), "OUT_OF_RANGE", `${AXIS}/to`],
    ["E6 no step", axis({ from: 1, to: 9, count: 0 }), "OUT_OF_RANGE", `${AXIS}/count`],
    ["E6 a step", axis({ from: 1, to: 9, step: 1e-12 }), "OUT_OF_RANGE", `${AXIS}/step`],
    [
      "E6 a trillion values",
      axis({ from: 1, to: 9, count: 1e12 }),
      "OUT_OF_RANGE",
      `${AXIS}/count`,
    ],
    [
      "E6 a log range from zero",
      ixlab({ axes: [{ "workload.connections": { from: 0, to: 9, count: 3, scale: "log" } }] }),
      "OUT_OF_RANGE",
      `${AXIS}/from`,
    ],
    ["E9 an empty axis", axis([]), "OUT_OF_RANGE", AXIS],
    ["E9 a value twice", axis([5, 5]), "DUPLICATE", `${AXIS}/1`],
    [
      "E9 an axis twice",
      ixlab({ axes: [{ cores: [1] }, { cores: [2] }] }),
      "DUPLICATE",
      "/axes/1/cores",
    ],
    [
      "E9 fifty axes",
      ixlab({ axes: Array.from({ length: 50 }, () => ({ cores: [1] })) }),
      "OUT_OF_RANGE",
      "/axes",
    ],
    [
      "E11 more than an experiment may cost",
      ixlab({ replications: 1000, phases: { measure: "3600s" }, loads: ["9Mrps"] }),
      "TOO_LARGE",
      "/phases/measure",
    ],
    [
      "E12 a range that is a list of a billion",
      axis(Array.from({ length: 1001 }, (_, i) => i + 1)),
      "OUT_OF_RANGE",
      AXIS,
    ],
    [
      "E13 a billion seconds",
      ixlab({ phases: { measure: "1000000000s" } }),
      "OUT_OF_RANGE",
      "/phases/measure",
    ],
    ["E14 a negative seed", ixlab({ rootSeed: -1 }), "OUT_OF_RANGE", "/rootSeed"],
    ["E14 a seed that JSON rounds", ixlab({ rootSeed: 2 ** 53 }), "OUT_OF_RANGE", "/rootSeed"],
    ["E14 a word as a seed", ixlab({ rootSeed: "abc" }), "OUT_OF_RANGE", "/rootSeed"],
    ["E15 a call", ixlab({ where: "process.exit()" }), "SYNTAX", "/where"],
    ["E15 a loop", ixlab({ where: "while(1)" }), "SYNTAX", "/where"],
    [
      "E15 a constructor",
      ixlab({ where: "[].constructor.constructor('x')()" }),
      "SYNTAX",
      "/where",
    ],
    ["E15 a template", ixlab({ where: "${7*7} > 1" }), "SYNTAX", "/where"],
    ["E16 a regular expression", ixlab({ where: "system == /^(a+)+$/" }), "SYNTAX", "/where"],
    ["E17 an alias bomb", bomb, "SYNTAX", ""],
    ["E18 merge keys", "base: &b { name: x }\n<<: *b\n", "UNKNOWN_KEY", "/<<"],
    ["E19 a tag of JavaScript", yaml('"name2": !!js/function "x"'), "SYNTAX", ""],
    ["E19 binary", yaml('"name2": !!binary aGk='), "SYNTAX", ""],
    ["E19 two documents", "a: 1\n---\nb: 2\n", "SYNTAX", ""],
    ["E19 an anchor as a key", "&k { a: 1 }: 2\n", "SYNTAX", ""],
    ["E20 a key twice", "name: a\nname: b\n", "DUPLICATE", ""],
    ["E20 tabs", "name:\n\tx: 1\n", "SYNTAX", ""],
    ["E20 20,000 deep", `a: ${"[".repeat(20_000)}`, "TOO_LARGE", ""],
    [
      "E20 20,000 deep by indentation",
      Array.from({ length: 300 }, (_, i) => `${" ".repeat(i)}a:`).join("\n"),
      "SYNTAX",
      "",
    ],
    ["E21 an alias of itself", "a: &a [*a]\n", "SYNTAX", ""],
    ["E21 an alias of what it is in", "name: &a { b: { c: *a } }\n", "SYNTAX", ""],
    ["E22 a file", ixlab({ workload: "../../etc/passwd" }), "UNKNOWN_VALUE", "/workload"],
    ["E22 an address", ixlab({ platform: "http://127.0.0.1/x" }), "UNKNOWN_VALUE", "/platform"],
    [
      "E24 a dataplane that is gone",
      ixlab({ systems: [{ name: "a", dataplane: "arrakis" }] }),
      "UNKNOWN_VALUE",
      "/systems/0/dataplane",
    ],
    ["E26 terminal codes", ixlab({ name: "\u001b[31mred" }), "WRONG_TYPE", "/name"],
    ["E26 a line break in a name", ixlab({ name: "a\r\nb" }), "WRONG_TYPE", "/name"],
    [
      "E27 a parameter of another dataplane",
      ixlab({ systems: [{ name: "a", dataplane: { kind: "linux", batchBound: 8 } }] }),
      "UNKNOWN_KEY",
      "/systems/0/dataplane/batchBound",
    ],
    [
      "E27 ... in an included point",
      ixlab({ include: [{ system: "Linux", "dataplane.batchBound": 8 }] }),
      "UNKNOWN_KEY",
      "/include/0/dataplane.batchBound",
    ],
    [
      "E27 ... of a load pattern nobody has",
      ixlab({ axes: [{ "loadPattern.from": ["1krps"] }] }),
      "UNKNOWN_KEY",
      "/axes/0/loadPattern.from",
    ],
    ["null", null, "WRONG_TYPE", ""],
    ["a list", [], "WRONG_TYPE", ""],
    ["a number", 7, "WRONG_TYPE", ""],
    ["text", "just text", "WRONG_TYPE", ""],
  ])("%s", (_, value, code, pointer) => {
    const problems = problemsOf(value);
    expect(problems.map((p) => [p.code, p.pointer])).toContainEqual([code, pointer]);
    for (const { message } of problems) expect(message).not.toMatch(/stack|undefined|\[object/i);
  });

  it("E2 names the key that was meant, wherever it stands", () => {
    const hint = (change: object) => problemsOf(ixlab(change))[0]?.hint;
    expect(hint({ workolad: "x" })).toBe('did you mean "workload"?');
    expect(hint({ phases: { meassure: "1s" } })).toBe('did you mean "measure"?');
    expect(hint({ systems: [{ name: "a", dataplane: "ix", cors: 2 }] })).toBe(
      'did you mean "cores"?',
    );
    expect(hint({ sample: { method: "sobol", count: 2, sed: 1 } })).toBe('did you mean "seed"?');
  });

  it("E3 takes a whole number as text, too", () => {
    expect(definitionOf(connections("100")).workload.params["connections"]).toBe(100);
  });

  it("E7 with a hundred million points is told how many, and which axes", () => {
    const axes = [
      many("workload.connections", 10_000),
      many("workload.latencyConnections", 64, 64),
      many("dataplane.batchBound", 256),
      { "workload.latencyRate": { from: "1krps", to: "99krps", count: 100 } },
    ];
    const [problem] = problemsOf(ixlab({ axes }));
    expect(problem).toMatchObject({ code: "TOO_LARGE", pointer: "/axes" });
    expect(problem?.message).toMatch(/^129280000 points/);
    expect(problem?.hint).toContain("workload.connections (100)");
  });

  it("E8 with more points than whole numbers is told so, too", () => {
    const axes = [
      many("workload.connections", 20_000, 1000),
      many("workload.latencyConnections", 64, 64),
      many("dataplane.batchBound", 256, 256),
      { "workload.latencyRate": { from: "1krps", to: "99krps", count: 1000 } },
      { "policy.frequency": { from: "1.2GHz", to: "2.4GHz", count: 1000 } },
      { nicPorts: [1, 2, 3, 4] },
      { cores: [1, 2, 3, 4, 5, 6, 7, 8] },
    ];
    const loads = { from: "1krps", to: "2Mrps", count: 1000 };
    const [problem] = problemsOf(ixlab({ axes, loads }));
    expect(problem?.code, JSON.stringify(problem)).toBe("TOO_LARGE");
    expect(problem?.message).toMatch(/^5\.3e\+17 points/);
  });

  it("E10 has ranges by count: eleven points from 0 to 1, both ends exact", () => {
    const loads = { from: "1rps", to: "1000rps", count: 10 };
    expect(definitionOf(ixlab({ loads })).systems[0]?.loadsRps).toEqual([
      1, 112, 223, 334, 445, 556, 667, 778, 889, 1000,
    ]);
  });

  it("E14 without a seed gets one that can be seen", () => {
    expect(definitionOf(ixlab({})).rootSeed).toBe("1");
  });

  it("E25 with its keys in another order is the same", () => {
    const reversed = Object.fromEntries(Object.entries(TWO_SYSTEMS).toReversed());
    expect(contentHash(definitionOf(reversed))).toBe(contentHash(definitionOf(TWO_SYSTEMS)));
  });

  it("E26 keeps markup as the text that it is", () => {
    const description = "<script>alert(1)</script> {{7*7}} ${7*7}";
    expect(definitionOf(ixlab({ name: "<b>", description }))).toMatchObject({
      name: "<b>",
      description,
    });
  });

  it("E28 with ten thousand mistakes is told twenty, the last one counting", () => {
    const include = Array.from({ length: 900 }, () => ({ nicPorts: 9, core: 1, load: 5 }));
    const problems = problemsOf(ixlab({ include }));
    expect(problems).toHaveLength(20);
    expect(problems[19]?.message).toMatch(/^[0-9]+ more problems are not shown$/);
  });
});
