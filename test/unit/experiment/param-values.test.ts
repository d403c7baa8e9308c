/** Words and lists as values of parameters: read, shown, and described in schema and catalogue. */
import { describe, expect, it, vi } from "vitest";
import { catalog } from "../../../src/experiment/catalog.ts";
import { parseDefinitionJson } from "../../../src/experiment/parse.ts";
import { count, formatParam, type ParamValues, time, list } from "../../../src/params.ts";

vi.mock("../../../src/workload/registry.ts", async (importOriginal) => {
  const { WORKLOADS } = await importOriginal<typeof import("../../../src/workload/registry.ts")>();
  const { closedLoopOf } = await import("../../support/closed-workload.ts");
  return { WORKLOADS: [...WORKLOADS, closedLoopOf(WORKLOADS[0])] };
});

function read(params: object) {
  return parseDefinitionJson({
    apiVersion: "ix/v1",
    kind: "Experiment",
    name: "params",
    dataplane: "ix",
    workload: { kind: "closed-loop", ...params },
  });
}

function valuesOf(params: object) {
  const parsed = read(params);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.definition.workload.params;
}

function problemOf(params: object) {
  const parsed = read(params);
  return parsed.ok ? undefined : parsed.problems[0];
}

describe("a word", () => {
  it("stands for its value, and is the default if that is", () => {
    expect(valuesOf({})["messages"]).toBe(0);
    expect(valuesOf({ messages: "forever" })["messages"]).toBe(0);
    expect(valuesOf({ messages: 12 })["messages"]).toBe(12);
  });

  it.each([
    ["forevr", "UNKNOWN_VALUE", 'did you mean "forever"?'],
    ["always", "UNKNOWN_VALUE", 'write a count, or "forever"'],
    ["12us", "UNKNOWN_UNIT", undefined],
    [0, "OUT_OF_RANGE", "the nearest allowed value is 1"],
    [true, "WRONG_TYPE", undefined],
  ])("is not %j: %s", (messages, code, hint) => {
    const problem = problemOf({ messages });
    expect([problem?.code, problem?.pointer]).toEqual([code, "/workload/messages"]);
    if (hint !== undefined) expect(problem?.hint).toBe(hint);
  });

  it("is shown instead of its value", () => {
    const param = count(1, "Messages.", "test", { words: { forever: 0 } });
    expect(formatParam(param, 0)).toBe("forever");
    expect(formatParam(param, 8)).toBe("8");
    const shown = catalog().workloads.find(({ id }) => id === "closed-loop")?.params[1];
    expect(shown).toMatchObject({ default: "forever", words: ["forever"], isList: false });
  });
});

describe("a list", () => {
  it("is read entry by entry, in base units, in its own order", () => {
    expect(valuesOf({ serviceTimes: ["2us", "1us", "2us"] })["serviceTimes"]).toEqual([
      2e6, 1e6, 2e6,
    ]);
    expect(valuesOf({})["serviceTimes"]).toEqual([1e6, 1e7]);
  });

  it("has the types of its values by inference", () => {
    const params = { times: list(time)(["1us"], "Times.", "test"), n: count(1, "N.", "test") };
    const values: ParamValues<typeof params> = { times: [1], n: 2 };
    expect(values.times.map((t) => t + values.n)).toEqual([3]);
  });

  it.each([
    ["1us", "WRONG_TYPE", "/workload/serviceTimes"],
    [[], "OUT_OF_RANGE", "/workload/serviceTimes"],
    [["1us", 5], "UNIT_REQUIRED", "/workload/serviceTimes/1"],
    [["2s"], "OUT_OF_RANGE", "/workload/serviceTimes/0"],
    [Array.from({ length: 100_001 }, () => "1us"), "OUT_OF_RANGE", "/workload/serviceTimes"],
  ])("is not %.40j", (serviceTimes, code, pointer) => {
    const problem = problemOf({ serviceTimes });
    expect([problem?.code, problem?.pointer]).toEqual([code, pointer]);
  });

  it("is described as one", () => {
    const schema = JSON.stringify(catalog().definitionSchema);
    expect(schema).toContain('"maxItems":100000');
    expect(schema).toContain('"enum":["forever"]');
    const shown = catalog().workloads.find(({ id }) => id === "closed-loop")?.params[2];
    expect(shown).toMatchObject({ default: "[1us, 10us]", min: "1ns", isList: true, words: [] });
  });
});
