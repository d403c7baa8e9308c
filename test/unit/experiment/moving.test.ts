/** Load patterns and policies that decide, in definitions: what is refused, warned of and expected. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readDefinitionFile } from "../../../src/cli/definition-file.ts";
import type { Definition } from "../../../src/experiment/definition.ts";
import { experimentRequests } from "../../../src/experiment/limits.ts";
import { parseDefinitionJson } from "../../../src/experiment/parse.ts";
import { movingWarnings } from "../../../src/experiment/pattern/warnings.ts";
import type { Problem } from "../../../src/experiment/problem.ts";

const MOVING = {
  apiVersion: "ix/v1",
  kind: "Experiment",
  name: "moving",
  dataplane: "ix",
  policy: "ix-energy",
  workload: "memcached-usr-patched",
  loadPattern: { kind: "slope", period: "1s" },
  slo: { p99: "500us" },
  replications: 1,
  phases: { warmup: "0s", measure: "1s", report: "100ms" },
};

function definitionOf(change: object): Definition {
  const parsed = parseDefinitionJson({ ...MOVING, ...change });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.definition;
}

function onlyProblem(change: object): Problem {
  const parsed = parseDefinitionJson({ ...MOVING, ...change });
  const problems = parsed.ok ? [] : parsed.problems;
  expect(problems, JSON.stringify(problems)).toHaveLength(1);
  return problems[0]!;
}

const phases = (measure: string, report: string) => ({
  phases: { warmup: "0s", measure, report },
});

describe("a definition whose load or policy moves is refused", () => {
  const steady = { loadPattern: undefined, policy: "static", loads: ["100krps"] };
  it.each<[string, object, Partial<Problem>, RegExp]>([
    ["both loads and a pattern", { loads: ["100krps"] }, { pointer: "/loads" }, /twice/],
    ["a closed loop", { workload: "echo" }, { pointer: "/policy" }, /no clients whose load/],
    [
      "a pattern on a closed loop",
      { workload: "echo", policy: "static" },
      { pointer: "/loadPattern" },
      /no clients whose load/,
    ],
    ["a policy on Linux", { dataplane: "linux" }, { pointer: "/policy" }, /no elastic threads/],
    [
      "a memcached with its lock",
      { workload: "memcached-usr" },
      { pointer: "/policy" },
      /share a lock/,
    ],
    [
      "a background job at a steady load",
      { ...steady, backgroundJob: true },
      { pointer: "/backgroundJob" },
      /under a load pattern/,
    ],
    [
      "a pattern that nobody knows",
      { loadPattern: "sloep" },
      { code: "UNKNOWN_VALUE", hint: 'did you mean "slope"?' },
      /sloep/,
    ],
    [
      "a trace with more times than rates",
      { loadPattern: { kind: "trace", times: ["0s", "1s"], rates: ["1Mrps"] } },
      { pointer: "/loadPattern" },
      /2 times cannot have 1 rates/,
    ],
    [
      "reports longer than what is measured",
      phases("500ms", "1s"),
      { pointer: "/phases/report" },
      /a report of 1s is longer than the 500ms/,
    ],
    [
      "more reports than a record holds",
      phases("200s", "10ms"),
      { code: "TOO_LARGE", pointer: "/phases/report" },
      /20000 reports/,
    ],
    [
      "an axis of a policy without that parameter",
      { axes: [{ "policy.frequency": ["1.2GHz", "2GHz"] }] },
      { code: "UNKNOWN_KEY", pointer: "/axes/0/policy.frequency" },
      /nothing here has a parameter/,
    ],
    [
      "an axis of a load pattern without one",
      { ...steady, axes: [{ "loadPattern.high": ["1Mrps", "2Mrps"] }] },
      { code: "UNKNOWN_KEY", pointer: "/axes/0/loadPattern.high" },
      /nothing here has a parameter/,
    ],
    [
      "an axis that asks for more than there is room",
      {
        workload: { kind: "memcached-usr-patched", connections: 20_000 },
        axes: [{ "workload.pipelineDepth": [1, 16] }],
      },
      { code: "CONFLICT", pointer: "/axes" },
      /have no room/,
    ],
  ])("with %s", (_, change, expected, message) => {
    const problem = onlyProblem(change);
    expect(problem).toMatchObject(expected);
    expect(problem.message).toMatch(message);
  });

  it("but reports do not matter while nothing moves", () => {
    const still = { loadPattern: undefined, policy: "static", loads: ["100krps"] };
    expect(definitionOf({ ...still, ...phases("500ms", "1s") }).systems).toHaveLength(1);
  });
});

describe("what a pattern will offer", () => {
  const requestsOf = (change: object) => experimentRequests(definitionOf(change));

  it("is the area under its rate, warm-up included", () => {
    const slope = { loadPattern: { kind: "slope", low: "0rps", high: "2Mrps", period: "1s" } };
    expect(requestsOf(slope)).toBeCloseTo(1e6, -2);
    const step = {
      loadPattern: { kind: "step", low: "0rps", high: "2Mrps", stair: "1Mrps", period: "1s" },
    };
    expect(requestsOf(step)).toBeCloseTo(0.5e6, -2);
    const constant = { loadPattern: { kind: "constant", rate: "3Mrps" }, replications: 4 };
    const warm = { phases: { warmup: "500ms", measure: "1s", report: "100ms" } };
    expect(requestsOf({ ...constant, ...warm })).toBeCloseTo(4 * 4.5e6, -2);
  });

  it("follows the axes that vary it", () => {
    const constant = { loadPattern: { kind: "constant", rate: "3Mrps" } };
    const axes = [{ "loadPattern.rate": ["1Mrps", "2Mrps"] }];
    expect(requestsOf({ ...constant, axes })).toBeCloseTo(3e6, -2);
  });
});

describe("warnings", () => {
  const messages = (change: object) => movingWarnings(definitionOf(change));

  it("are none for what is as it should be, or stands still", () => {
    expect(messages({})).toEqual([]);
  });

  it("tell of a pattern that is cut short, and of a last report that is shorter", () => {
    const cut = messages({ loadPattern: "slope", ...phases("1s", "300ms") });
    expect(cut).toEqual([
      "ix: only the first 1s of the 240s of slope are measured",
      "the last report is shorter: 1s is not a multiple of 300ms",
    ]);
  });

  it("tell of an objective that is not the 99th percentile, and of scans", () => {
    const scan = messages({
      policy: "static",
      loadPattern: { kind: "ramp", period: "1s" },
      slo: undefined,
    });
    expect(scan).toHaveLength(2);
    expect(scan[0]).toMatch(/p99 of 500 us/);
    expect(scan[1]).toMatch(/^a scan ends/);
  });
});

describe("a trace in a file", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "ixlab-trace-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  const withFile = (text: string, loadPattern: object = { kind: "trace", file: "rates.csv" }) => {
    writeFileSync(path.join(folder, "rates.csv"), text);
    const file = path.join(folder, "moving.json");
    const systems = [{ name: "A", loadPattern }];
    writeFileSync(file, JSON.stringify({ ...MOVING, loadPattern: undefined, systems }));
    return readDefinitionFile(file).definition;
  };

  it("is the same as its lists written out", () => {
    const { systems } = withFile("# time, rate\n0s, 1Mrps\n\n 500ms , 2Mrps\r\n1s,500krps\n");
    expect(systems[0]?.loadPattern?.params).toMatchObject({
      times: [0, 5e11, 1e12],
      rates: [1e6, 2e6, 5e5],
    });
  });

  it("is refused with the line of every mistake", () => {
    const refusal = (text: string) => {
      try {
        withFile(text);
      } catch (error) {
        return (error as Error).message;
      }
      return "accepted";
    };
    const said = refusal("0s, 1Mrps\n1, 2Mrps\n2s\n3s, fast\n");
    for (const line of ["rates.csv:2:1", "rates.csv:3:1", "rates.csv:4:1"]) {
      expect(said).toContain(line);
    }
    expect(said).toContain("a line has a time and a rate, not 1 value");
    expect(refusal("# nothing\n")).toContain("0 points are outside 1 to");
  });
});
