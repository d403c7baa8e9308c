/**
 * Adding a dataplane takes one file and one list line: the example of CONTRIBUTING.md is put on the list, and is
 * then in definitions, in the catalogue, and under every workload.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { catalog } from "../../src/experiment/catalog.ts";
import { expand } from "../../src/experiment/expand.ts";
import { parseDefinition } from "../../src/experiment/parse.ts";
import { simulate } from "../../src/experiment/simulate.ts";
import { METRICS } from "../../src/stats/registry.ts";
import { us } from "../../src/units.ts";
import { WORKLOADS } from "../../src/workload/registry.ts";

vi.mock("../../src/dataplane/registry.ts", async (original) => {
  const { DATAPLANES } = await original<typeof import("../../src/dataplane/registry.ts")>();
  const { instant } = await import("./fixtures/instant.ts");
  return { DATAPLANES: [...DATAPLANES, instant] };
});

/** All runs of a definition that names the added dataplane. */
function recordsOf(workload: string, rest: string) {
  const text = `
apiVersion: ix/v1
kind: Experiment
name: instant
workload: ${workload}
systems:
  - name: Instant
    dataplane: { kind: instant, answerTime: 3us }
    hardwareThreads: 3
${rest}
phases: { warmup: 2ms, measure: 10ms }
`;
  const parsed = parseDefinition(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return expand(parsed.definition).runs.map(({ plan }) => ({ plan, record: simulate(plan) }));
}

describe("the dataplane of CONTRIBUTING.md", () => {
  it("is the fixture, as it would stand in src/dataplane", () => {
    const fixture = readFileSync(new URL("./fixtures/instant.ts", import.meta.url), "utf8")
      .replaceAll('"../../../src/dataplane/', '"./')
      .replaceAll('"../../../src/', '"../');
    const page = readFileSync(new URL("../../CONTRIBUTING.md", import.meta.url), "utf8");
    expect(/```ts\n([^]*?)```/.exec(page)?.[1]).toBe(fixture);
  });

  it("is in the catalogue with its parameter", () => {
    const entry = catalog().dataplanes.find(({ id }) => id === "instant");
    expect(entry?.params.map(({ name, default: value }) => [name, value])).toEqual([
      ["answerTime", "2us"],
    ]);
    expect(JSON.stringify(catalog().definitionSchema)).toContain("answerTime");
  });

  it("runs from a definition, open loop, with its parameter", () => {
    const [run] = recordsOf("memcached-usr", "loads: [200krps]");
    expect(run?.plan.system.dataplane).toEqual({ kind: "instant", params: { answerTime: us(3) } });
    expect(run?.record.counters["requests"]).toBeGreaterThan(1500);
    // A request waits for the answers before it and for its own.
    expect(run?.record.histograms["latency"]?.minNs).toBeGreaterThan(3000);
  });

  it("runs under every workload without any change to it", () => {
    for (const { id, loop } of WORKLOADS) {
      const loads = loop === "open" ? "loads: [50krps]" : "";
      const [run] = recordsOf(id, loads);
      expect(run?.record.counters["requests"], id).toBeGreaterThan(0);
      for (const metric of METRICS) {
        const value = metric.of(run!.record);
        expect(typeof value === "string" || Number.isFinite(value), metric.id).toBe(true);
      }
    }
  });

  it("is asked for what it lacks like any other", () => {
    const text = "apiVersion: ix/v1\nkind: Experiment\nname: x\nworkload: echo\n";
    const parsed = parseDefinition(`${text}dataplane: { kind: instant, batchBound: 3 }\n`);
    expect(parsed.ok).toBe(false);
    expect(JSON.stringify(parsed)).toContain("answerTime");
  });
});
