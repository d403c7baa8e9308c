/** A definition says which points it wants: in lock-step, under conditions, and some beside the product. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answerSystems } from "../../../src/experiment/answer.ts";
import { contentHash } from "../../../src/experiment/digest.ts";
import { expand } from "../../../src/experiment/expand.ts";
import { experimentRequests } from "../../../src/experiment/limits.ts";
import { countPoints, placeOf, placesOf } from "../../../src/experiment/points.ts";
import { previewOf } from "../../../src/experiment/preview.ts";
import { shownAxes } from "../../../src/experiment/shown-axes.ts";
import { definitionOf, problemsOf, TWO_SYSTEMS } from "../../support/definitions.ts";

const labelsOf = (value: object) =>
  expand(definitionOf({ ...TWO_SYSTEMS, loads: ["100krps"], ...value })).points.map((p) => p.label);

/** Codes and places of what is wrong with two systems and something more. */
const wrong = (value: object) =>
  problemsOf({ ...TWO_SYSTEMS, ...value }).map(({ code, pointer }) => [code, pointer]);

describe("zip", () => {
  const zip = [{ cores: [1, 2, 4] }, { "dataplane.batchBound": [8, 8, 64] }];

  it("is one axis whose parameters take their values together", () => {
    const axes = [
      { zip: [{ cores: [1, 4] }, { "workload.connections": { from: 10, to: 20, count: 2 } }] },
    ];
    expect(
      labelsOf({ axes: [...axes, { nicPorts: [1, 2] }], systems: undefined, dataplane: "ix" }),
    ).toEqual([
      "ix, cores 1, connections 10, nicPorts 1, at 100krps",
      "ix, cores 1, connections 10, nicPorts 2, at 100krps",
      "ix, cores 4, connections 20, nicPorts 1, at 100krps",
      "ix, cores 4, connections 20, nicPorts 2, at 100krps",
    ]);
  });

  it("gives a system that has some of the parameters each combination of those once", () => {
    const zip = [{ nicPorts: [1, 1, 2] }, { "dataplane.batchBound": [1, 8, 8] }];
    const labels = labelsOf({ axes: [{ zip }] });
    expect(labels).toEqual([
      "IX, nicPorts 1, batchBound 1, at 100krps",
      "IX, nicPorts 1, batchBound 8, at 100krps",
      "IX, nicPorts 2, batchBound 8, at 100krps",
      "Linux, nicPorts 1, at 100krps",
      "Linux, nicPorts 2, at 100krps",
    ]);
  });

  it.each([
    [[{ zip: [{ cores: [1, 2] }, { nicPorts: [1] }] }], "CONFLICT", "/axes/0/zip"],
    [[{ zip: [{ cores: [1, 2] }] }], "WRONG_TYPE", "/axes/0/zip"],
    [[{ zip: { cores: [1, 2] } }], "WRONG_TYPE", "/axes/0/zip"],
    [[{ zip: [{ cores: [1], nicPorts: [1] }, { nicPorts: [1] }] }], "WRONG_TYPE", "/axes/0/zip/0"],
    [
      [{ zip: [{ cores: [1], when: "nicPorts > 1" }, { nicPorts: [1] }] }],
      "CONFLICT",
      "/axes/0/zip/0/when",
    ],
    [[{ zip: [{ cores: [1] }, { core: [1] }] }], "UNKNOWN_KEY", "/axes/0/zip/1/core"],
    [[{ zip: [{ cores: [1] }, { cores: [2] }] }], "DUPLICATE", "/axes/0/zip/1/cores"],
    [[{ zip: [{ cores: [1, 1] }, { nicPorts: [2, 2] }] }], "DUPLICATE", "/axes/0/zip"],
    [[{ nicPorts: [1] }, { zip }, { cores: [2] }], "DUPLICATE", "/axes/2/cores"],
    [[{ zip: [{ nicPorts: [9] }, { cores: [1] }] }], "OUT_OF_RANGE", "/axes/0/zip/0/nicPorts/0"],
  ])("%j is %s at %s", (axes, code, pointer) => {
    expect(wrong({ axes })).toContainEqual([code, pointer]);
  });

  it("says how many values each has", () => {
    const axes = [{ zip: [{ cores: [1, 2] }, { nicPorts: [1] }] }];
    const [problem] = problemsOf({ ...TWO_SYSTEMS, axes });
    expect(problem?.message).toContain("cores has 2, nicPorts has 1");
  });
});

describe("when", () => {
  it("keeps an axis to the points where it holds; elsewhere a system has its own value", () => {
    const axes = [
      { cores: [1, 2] },
      { "workload.connections": [10, 20], when: 'system == "IX" and cores > 1' },
    ];
    expect(labelsOf({ axes })).toEqual([
      "IX, cores 1, at 100krps",
      "IX, cores 2, connections 10, at 100krps",
      "IX, cores 2, connections 20, at 100krps",
      "Linux, cores 1, at 100krps",
      "Linux, cores 2, at 100krps",
    ]);
  });

  it.each([
    ["load > 1Mrps", "WRONG_TYPE", "/axes/0/when"],
    ["nicPorts > 1", "WRONG_TYPE", "/axes/0/when"],
    ["cores > 1 and hardwareThreads > 1", "WRONG_TYPE", "/axes/0/when"],
    ["cores >", "SYNTAX", "/axes/0/when"],
    [true, "WRONG_TYPE", "/axes/0/when"],
    ["dataplane.batchBound > 8", "OUT_OF_RANGE", "/axes"],
  ])("%j is %s at %s", (when, code, pointer) => {
    const axes = [{ cores: [1, 2], when }, { nicPorts: [1, 2] }];
    expect(wrong({ axes })).toContainEqual([code, pointer]);
  });

  it("lets a product pass that is too large only where it does not apply", () => {
    const many = (n: number) => ({ from: 1, to: 1e4, count: n });
    const axes = [
      { "workload.connections": many(1000), when: 'system == "IX"' },
      { "workload.latencyConnections": { from: 1, to: 64, count: 64 }, when: 'system == "Linux"' },
      { cores: [1, 2, 3, 4, 5, 6, 7, 8] },
    ];
    const one = { replications: 1, axes };
    expect(wrong(one)).toEqual([]);
    expect(wrong({ ...one, axes: axes.map(({ when: _, ...axis }) => axis) })).toEqual([
      ["TOO_LARGE", "/axes"],
    ]);
  });
});

describe("where", () => {
  it("leaves out the points for which it is false, and counts them", () => {
    const definition = definitionOf({
      ...TWO_SYSTEMS,
      axes: [{ cores: [1, 2] }],
      where: 'load <= 100krps * cores and not (system == "Linux" and cores == 2)',
    });
    const expansion = expand(definition);
    expect(expansion.points.map((p) => p.label)).toEqual([
      "IX, cores 1, at 100krps",
      "IX, cores 2, at 100krps",
      "IX, cores 2, at 200krps",
      "Linux, cores 1, at 100krps",
    ]);
    expect(previewOf(expansion)).toMatchObject({ points: 4, pointsRemoved: 4, runs: 12 });
    expect(experimentRequests(definition)).toBeCloseTo(500e3 * 1.1 * 3, 3);
    expect(answerSystems(definition, []).map(({ id }) => id)).toHaveLength(3);
  });

  it("is laid out as a filter over the product, whatever the axes are", () => {
    const values = fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(values, values, fc.integer({ min: 0, max: 70 }), (cores, connections, most) => {
        const axes = [{ cores }, { "workload.connections": connections }];
        const where = `cores * workload.connections <= ${most} or load > 150krps`;
        const definition = definitionOf({ ...TWO_SYSTEMS, axes, where });
        const all = placesOf(definitionOf({ ...TWO_SYSTEMS, axes }));
        const kept = all.filter(
          ({ axes: at, offeredRps }) =>
            Number(at["cores"]) * Number(at["workload.connections"]) <= most ||
            (offeredRps ?? 0) > 150e3,
        );
        expect(placesOf(definition)).toEqual(kept);
        expect(countPoints(definition)).toBe(kept.length);
        kept.forEach((place, i) => expect(placeOf(definition, i)).toEqual(place));
        expect(() => placeOf(definition, kept.length)).toThrow("is not in its definition");
        expect(() => placeOf(definition, -1)).toThrow("is not in its definition");
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    ["load < 1rps", "OUT_OF_RANGE", "leaves none of 4 points"],
    ["dataplane.batchBound > 8", "OUT_OF_RANGE", "Linux has no dataplane.batchBound"],
    ["1 / (nicPorts - 1) > 0", "OUT_OF_RANGE", "/ by zero, for IX"],
    ["log2(nicPorts - 1) > 0", "OUT_OF_RANGE", "log2 of 0"],
    ["process.exit()", "SYNTAX", "process.exit is not a function"],
    ["lod > 1Mrps", "UNKNOWN_VALUE", "there is no lod here"],
    ["load > 1", "WRONG_TYPE", "column 6: > cannot take"],
    [5, "WRONG_TYPE", "must be an expression"],
    ["", "SYNTAX", "was expected, not the end"],
    ["x".repeat(501), "TOO_LARGE", "at most 500 characters"],
  ])("%j is %s", (where, code, message) => {
    const [problem] = problemsOf({ ...TWO_SYSTEMS, where });
    expect(problem).toMatchObject({ code, pointer: "/where" });
    expect(problem?.message).toContain(message);
  });

  it("asks about a parameter only of a system that has it", () => {
    expect(wrong({ where: 'dataplane != "ix" or dataplane.batchBound > 8' })).toEqual([]);
  });

  it("is judged for its form only while nobody knows what there is", () => {
    const systems = [{ name: "IX", dataplane: "ixx" }];
    expect(wrong({ systems, where: "what.ever > 1" })).toHaveLength(1);
    expect(wrong({ systems, where: "what.ever >" })).toHaveLength(2);
  });

  it("is bounded by the points before it", () => {
    const axes = [{ "workload.connections": { from: 1, to: 1e4, count: 1000 } }, { cores: [1, 2] }];
    const loads = { from: "1krps", to: "2krps", count: 1000 };
    const [problem] = problemsOf({ ...TWO_SYSTEMS, axes, loads, where: "cores > 8" });
    expect(problem).toMatchObject({ code: "TOO_LARGE", pointer: "/axes" });
    expect(problem?.message).toContain("4000000 points");
    expect(problem?.hint).toContain("workload.connections (1000)");
  });
});

describe("include", () => {
  const axes = [{ "dataplane.batchBound": [1, 8] }];

  it("adds points after the product, complete with what their system has", () => {
    const include = [
      { system: "IX", "dataplane.batchBound": 256, nicPorts: 2, load: "1Mrps" },
      { "workload.connections": 99 },
      { system: "IX", "dataplane.batchBound": 8, load: "300krps" },
    ];
    const value = { axes, include, where: 'system == "IX" and dataplane.batchBound == 8' };
    expect(labelsOf(value)).toEqual([
      "IX, batchBound 8, at 100krps",
      "IX, batchBound 256, nicPorts 2, at 1Mrps",
      "IX, batchBound 64, connections 99, at 100krps",
      "Linux, connections 99, at 100krps",
      "IX, batchBound 8, at 300krps",
    ]);
    const definition = definitionOf({ ...TWO_SYSTEMS, loads: ["100krps"], ...value });
    const subjects = answerSystems(definition, []).map(({ label }) => label);
    expect(subjects.filter((label) => label === "IX, batchBound 8")).toHaveLength(1);
    expect(shownAxes(definition)[0]?.values.map(({ text }) => text)).toEqual([
      "1",
      "8",
      "256",
      "64",
    ]);
    const [, wide] = expand(definition).points;
    expect(wide?.system.nicPorts).toBe(2);
    expect(wide?.system.dataplane.params["batchBound"]).toBe(256);
  });

  it.each([
    [[{ system: "IX", "dataplane.batchBound": 8, load: "100krps" }], "DUPLICATE", "/include"],
    [[{ nicPorts: 2 }, { system: "IX", nicPorts: 2 }], "DUPLICATE", "/include"],
    [[{ system: "Lin" }], "UNKNOWN_VALUE", "/include/0/system"],
    [
      [{ system: "Linux", "dataplane.batchBound": 8 }],
      "UNKNOWN_KEY",
      "/include/0/dataplane.batchBound",
    ],
    [[{ "dataplane.batchBund": 8 }], "UNKNOWN_KEY", "/include/0/dataplane.batchBund"],
    [[{ nicPorts: 5 }], "OUT_OF_RANGE", "/include/0/nicPorts"],
    [[{ nicPorts: [1, 2] }], "WRONG_TYPE", "/include/0/nicPorts"],
    [[{ nicPorts: 2, load: 5 }], "UNIT_REQUIRED", "/include/0/load"],
    [[{ cores: 2, hardwareThreads: 2 }], "CONFLICT", "/include/0/hardwareThreads"],
    [[{ "dataplane.batchBound": 8, "dataplane.napiWeight": 8 }], "CONFLICT", "/include/0"],
    [[{}], "WRONG_TYPE", "/include/0"],
    [["IX"], "WRONG_TYPE", "/include/0"],
    [[], "OUT_OF_RANGE", "/include"],
    [{ nicPorts: 2 }, "WRONG_TYPE", "/include"],
  ])("%j is %s at %s", (include, code, pointer) => {
    expect(wrong({ axes, include })).toEqual([[code, pointer]]);
  });
});

describe("a definition of wanted points", () => {
  it("has one hash, however its keys and spaces are ordered", () => {
    const one = definitionOf({
      ...TWO_SYSTEMS,
      axes: [{ cores: [1, 2], when: 'system=="IX"' }],
      where: "load>=1krps",
      include: [{ nicPorts: 2, "workload.connections": 9, system: "IX" }],
    });
    const other = definitionOf({
      include: [{ system: "IX", "workload.connections": 9, nicPorts: 2 }],
      where: "load  >= 1krps",
      axes: [{ when: "system == 'IX'", cores: [1, 2] }],
      ...TWO_SYSTEMS,
    });
    expect(contentHash(other)).toBe(contentHash(one));
  });

  it("warns of what may not be meant", () => {
    const axes = [{ cores: [1], when: 'system == "IX" and nicPorts > 1' }];
    const where = 'system == "IX"';
    const expansion = expand(definitionOf({ ...TWO_SYSTEMS, axes, where }));
    expect(previewOf(expansion).warnings).toEqual([
      "the axis cores varies no point",
      "Linux has no point left",
    ]);
    const idle = expand(definitionOf({ ...TWO_SYSTEMS, where: "load > 1rps" }));
    expect(previewOf(idle).warnings).toEqual(["where leaves out no point"]);
    expect(previewOf(expand(definitionOf(TWO_SYSTEMS))).warnings).toEqual([]);
  });
});

describe("a load that moves", () => {
  const moving = { ...TWO_SYSTEMS, systems: undefined, loads: undefined, dataplane: "ix" };
  const slope = { ...moving, workload: "memcached-usr-patched", loadPattern: "slope" };

  it("is impossible at a point whose values leave no room for it", () => {
    const axes = [{ "workload.pipelineDepth": [1, 16] }, { "workload.connections": [100, 20_000] }];
    const [problem] = problemsOf({ ...slope, axes });
    expect(problem).toMatchObject({ code: "CONFLICT", pointer: "/axes" });
    expect(problem?.message).toContain("have no room");
  });

  it("is not a load that a condition or an included point can ask for", () => {
    expect(problemsOf({ ...slope, where: "load > 1rps" })[0]?.message).toContain(
      "no system here has loads",
    );
    const include = [{ nicPorts: 2, load: "1Mrps" }];
    expect(problemsOf({ ...slope, include })[0]).toMatchObject({ pointer: "/include/0/load" });
    expect(problemsOf({ ...slope, where: 'loadPattern == "slope"' })).toEqual([]);
  });
});
