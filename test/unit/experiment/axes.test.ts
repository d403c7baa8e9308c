/** Axes multiply points in a stated order, and everything wrong with them is said at once. */
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { paramsOf } from "../../../src/experiment/axes.ts";
import { expand } from "../../../src/experiment/expand.ts";
import { experimentRequests } from "../../../src/experiment/limits.ts";
import { parseDefinition } from "../../../src/experiment/parse.ts";
import { countPoints, placeOf, placesOf } from "../../../src/experiment/points.ts";
import { shownAxes } from "../../../src/experiment/shown-axes.ts";
import { definitionOf, problemsOf, TWO_SYSTEMS } from "../../support/definitions.ts";

vi.mock("../../../src/workload/registry.ts", async (importOriginal) => {
  const { WORKLOADS } = await importOriginal<typeof import("../../../src/workload/registry.ts")>();
  const { closedLoopOf } = await import("../../support/closed-workload.ts");
  return { WORKLOADS: [...WORKLOADS, closedLoopOf(WORKLOADS[0])] };
});

const OPEN = TWO_SYSTEMS;
const CLOSED = { ...OPEN, loads: undefined, workload: "closed-loop" };

const rises = (most: number) =>
  fc.uniqueArray(fc.integer({ min: 1, max: most }), { minLength: 1, maxLength: 4 });

describe("points", () => {
  it("are systems times the values of their axes times loads, and each is where it says", () => {
    fc.assert(
      fc.property(rises(256), rises(16), rises(20_000), (batch, threads, connections) => {
        const definition = definitionOf({
          ...OPEN,
          axes: [
            { "dataplane.batchBound": batch },
            { hardwareThreads: threads },
            { "workload.connections": connections },
          ],
        });
        const { points, runs } = expand(definition);
        const common = threads.length * connections.length * 2;
        expect(points).toHaveLength(batch.length * common + common);
        expect(countPoints(definition)).toBe(points.length);
        expect(new Set(points.map((p) => JSON.stringify(p.params))).size).toBe(points.length);
        expect(new Set(runs.map((r) => r.contentKey)).size).toBe(runs.length);
        for (const [i, place] of placesOf(definition).entries()) {
          expect(placeOf(definition, i)).toEqual(place);
        }
        expect(() => placeOf(definition, points.length)).toThrow("is not in its definition");
      }),
      { numRuns: 20 },
    );
  });

  it("are ordered by system, then axes, the first slowest, then load", () => {
    const definition = definitionOf({
      ...OPEN,
      axes: [{ "dataplane.batchBound": [64, 1] }, { nicPorts: [1, 4] }],
    });
    const { points } = expand(definition);
    expect(points.map((p) => p.label)).toEqual([
      "IX, batchBound 64, nicPorts 1, at 100krps",
      "IX, batchBound 64, nicPorts 1, at 200krps",
      "IX, batchBound 64, nicPorts 4, at 100krps",
      "IX, batchBound 64, nicPorts 4, at 200krps",
      "IX, batchBound 1, nicPorts 1, at 100krps",
      "IX, batchBound 1, nicPorts 1, at 200krps",
      "IX, batchBound 1, nicPorts 4, at 100krps",
      "IX, batchBound 1, nicPorts 4, at 200krps",
      "Linux, nicPorts 1, at 100krps",
      "Linux, nicPorts 1, at 200krps",
      "Linux, nicPorts 4, at 100krps",
      "Linux, nicPorts 4, at 200krps",
    ]);
    expect(points[2]?.params).toEqual({
      system: "ix",
      "dataplane.batchBound": "64",
      nicPorts: "4",
      load: "100krps",
    });
  });

  it("have complete plans with the values of their axes", () => {
    const definition = definitionOf({
      ...OPEN,
      replications: 1,
      systems: [{ name: "IX", dataplane: "ix", hyperthreads: false }],
      loads: ["100krps"],
      axes: [
        { cores: { from: 1, to: 3, count: 2 } },
        { "policy.frequency": ["1.2GHz"] },
        { "workload.connections": [64] },
      ],
    });
    const plans = expand(definition).runs.map((run) => run.plan);
    expect(plans.map((plan) => plan.system.hardwareThreads)).toEqual([[0], [0, 2, 4]]);
    expect(plans[1]?.system.policy.params["frequency"]).toBe(1.2e9);
    expect(plans[1]?.system.dataplane).toEqual(definition.systems[0]?.dataplane);
    expect(plans[1]?.workload.params).toEqual({ ...definition.workload.params, connections: 64 });
    expect(shownAxes(definition)[1]).toEqual({
      path: "policy.frequency",
      baseUnit: "Hz",
      values: [{ text: "1.2GHz", value: 1.2e9 }],
    });
  });

  it("of ranges are whole, hold both ends, and rise by a factor on a log scale", () => {
    const { axes } = definitionOf({
      ...OPEN,
      axes: [
        { "workload.connections": { from: 10, to: 10_000, count: 4, scale: "log" } },
        { hardwareThreads: { from: 1, to: 16, count: 16 } },
      ],
    });
    expect(axes?.flatMap(paramsOf)[0]?.values).toEqual([10, 100, 1000, 10_000]);
    expect(axes?.flatMap(paramsOf)[1]?.values).toEqual(Array.from({ length: 16 }, (_, i) => i + 1));
  });

  it("without axes are what they were: the definition has no such key", () => {
    expect(Object.keys(definitionOf(OPEN))).not.toContain("axes");
    expect(expand(definitionOf(OPEN)).points[0]?.label).toBe("IX at 100krps");
  });
});

describe("an axis that is wrong", () => {
  it.each([
    [[{ "dataplane.batchBund": [1] }], "UNKNOWN_KEY", "/axes/0/dataplane.batchBund"],
    [[{ "workload.constructor": [1] }], "UNKNOWN_KEY", "/axes/0/workload.constructor"],
    [[{ loads: [1] }], "UNKNOWN_KEY", "/axes/0/loads"],
    [[{ "dataplane.batchBound": [0] }], "OUT_OF_RANGE", "/axes/0/dataplane.batchBound/0"],
    [[{ "policy.frequency": [2.4] }], "UNIT_REQUIRED", "/axes/0/policy.frequency/0"],
    [[{ hardwareThreads: [17] }], "OUT_OF_RANGE", "/axes/0/hardwareThreads/0"],
    [[{ cores: { from: 1, to: 9, count: 2 } }], "OUT_OF_RANGE", "/axes/0/cores/to"],
    [[{ nicPorts: { from: 4, to: 4, count: 2 } }], "OUT_OF_RANGE", "/axes/0/nicPorts/to"],
    [[{ nicPorts: { from: 1, to: 4, count: 9 } }], "DUPLICATE", "/axes/0/nicPorts/count"],
    [[{ nicPorts: [2, 2] }], "DUPLICATE", "/axes/0/nicPorts/1"],
    [[{ nicPorts: [1] }, { nicPorts: [2] }], "DUPLICATE", "/axes/1/nicPorts"],
    [[{ nicPorts: 2 }], "WRONG_TYPE", "/axes/0/nicPorts"],
    [[{ nicPorts: [] }], "OUT_OF_RANGE", "/axes/0/nicPorts"],
    [[{ cores: [2] }, { hardwareThreads: [2] }], "CONFLICT", "/axes/1/hardwareThreads"],
    [[{ nicPorts: [1], cores: [2] }], "WRONG_TYPE", "/axes/0"],
    [["nicPorts"], "WRONG_TYPE", "/axes/0"],
    [[], "OUT_OF_RANGE", "/axes"],
    [{ nicPorts: [1] }, "WRONG_TYPE", "/axes"],
  ])("%j is %s at %s", (axes, code, pointer) => {
    const problems = problemsOf({ ...OPEN, axes });
    expect(problems.map((p) => [p.code, p.pointer])).toEqual([[code, pointer]]);
  });

  it("says what was meant, and where", () => {
    const parsed = parseDefinition(
      `${JSON.stringify(OPEN).slice(0, -1)},\n"axes": [\n{ "dataplane.batchbound": [1] }] }`,
    );
    const [problem] = parsed.ok ? [] : parsed.problems;
    expect(problem?.hint).toBe('did you mean "dataplane.batchBound"?');
    expect(problem?.allowed).toContain("workload.connections");
    expect(problem?.line).toBe(3);
  });

  it("takes words in a list, and only numbers as the ends of a range", () => {
    const axis = (values: unknown) => ({ ...CLOSED, axes: [{ "workload.messages": values }] });
    expect(problemsOf(axis(["forever", 1]))).toEqual([]);
    const range = { from: 1, to: "forever", count: 2 };
    expect(problemsOf(axis(range))[0]?.pointer).toBe("/axes/0/workload.messages/to");
  });

  it("contradicts a size that a system has", () => {
    const axes = [{ cores: [1, 2] }];
    expect(problemsOf({ ...OPEN, hardwareThreads: 4, axes })[0]?.code).toBe("CONFLICT");
    const systems = [{ name: "IX", dataplane: "ix", hardwareThreads: 4 }];
    expect(problemsOf({ ...OPEN, systems, axes })[0]?.code).toBe("CONFLICT");
    expect(problemsOf({ ...OPEN, cores: 4, axes })).toEqual([]);
  });

  it("is told together with everything else that is wrong", () => {
    const axes = [{ "dataplane.batchBund": [1] }, { nicPorts: [9] }, { cores: [1, 1] }];
    expect(problemsOf({ ...OPEN, replications: 0, axes }).map((p) => p.code)).toHaveLength(4);
  });

  it("with too many points is refused from their number, before any is made", () => {
    const many = { from: 1, to: 20_000, count: 1000 };
    const axes = [
      { "workload.connections": many },
      { "workload.latencyRate": { from: "1rps", to: "99krps", count: 1000 } },
    ];
    const problems = problemsOf({ ...OPEN, axes });
    expect(problems.map((p) => [p.code, p.pointer])).toEqual([["TOO_LARGE", "/axes"]]);
    expect(problems[0]?.message).toContain("4000000 points");
  });
});

describe("a closed loop", () => {
  it("has no loads, and one point per combination of axis values", () => {
    const definition = definitionOf({
      ...CLOSED,
      slo: { p99: "500us" },
      axes: [{ "workload.messages": [1, "forever"] }],
    });
    const { points, runs } = expand(definition);
    expect(points.map((p) => p.label)).toEqual([
      "IX, messages 1",
      "IX, messages forever",
      "Linux, messages 1",
      "Linux, messages forever",
    ]);
    expect(points[1]?.params).toEqual({ system: "ix", "workload.messages": "forever" });
    expect(points[1]?.offeredRps).toBeNull();
    expect(runs[0]?.plan.offeredRps).toBeNull();
    // Ten million requests/s for 1.1 s, four points, three replications.
    expect(experimentRequests(definition)).toBe(10e6 * 1.1 * 4 * 3);
  });

  it("refuses loads, wherever they stand", () => {
    expect(problemsOf({ ...CLOSED, loads: ["1Mrps"] })).toEqual([
      {
        code: "CONFLICT",
        message: "closed-loop is a closed loop: it sends as fast as it is answered",
        pointer: "/loads",
        hint: "remove loads",
      },
    ]);
    const systems = [{ name: "IX", dataplane: "ix", loads: ["1Mrps"] }];
    expect(problemsOf({ ...CLOSED, systems })[0]?.pointer).toBe("/systems/0/loads");
  });
});
