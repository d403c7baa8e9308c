/** A definition on the second platform runs on every system, up to all of its hardware threads. */
import { describe, expect, it } from "vitest";
import { expand } from "../../../src/experiment/expand.ts";
import { parseDefinition } from "../../../src/experiment/parse.ts";
import { simulate } from "../../../src/experiment/simulate.ts";

const definition = (hardwareThreads: number, nicPorts: number) => `
apiVersion: ix/v1
kind: Experiment
name: "A server of the 2020s"
platform: xeon-gold-6338
workload: { kind: echo, messagesPerConnection: forever, connections: 10000, clients: 64 }
nicPorts: ${nicPorts}
systems:
  - { name: IX, dataplane: ix }
  - { name: Linux, dataplane: linux }
  - { name: mTCP, dataplane: mtcp }
axes:
  - hardwareThreads: [1, 16, ${hardwareThreads}]
replications: 1
rootSeed: "1"
phases: { warmup: 60ms, measure: 10ms }
`;

describe("xeon-gold-6338", () => {
  it("answers for one, sixteen and all 64 hardware threads", () => {
    const parsed = parseDefinition(definition(64, 2));
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const { runs } = expand(parsed.definition);
    expect(runs).toHaveLength(9);
    const requests = runs.map(({ plan }) => simulate(plan).counters["requests"] ?? 0);
    const [one = 0, sixteen = 0, all = 0] = requests; // of IX
    expect(sixteen).toBeGreaterThan(5 * one);
    expect(all).toBeGreaterThan(3 * sixteen);
    for (const count of requests) expect(count).toBeGreaterThan(0);
  });

  it("has no more threads and ports than the machine", () => {
    const parsed = parseDefinition(definition(65, 3));
    const pointers = parsed.ok ? [] : parsed.problems.map((p) => p.pointer);
    expect(pointers).toContain("/nicPorts");
    expect(pointers.some((p) => p.startsWith("/axes"))).toBe(true);
  });
});
