/** Fields of a definition by path: what is read, what is changed, what is refused. */
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { settingsOf, withSettings } from "../../../src/presets/settings.ts";

const TEXT = `# What it is (Somebody, 2014).
apiVersion: ix/v1
kind: Experiment
name: two systems # for lists
workload: memcached-usr
systems:
  - { name: IX, dataplane: { kind: ix, batchBound: 8 } }
  - { name: Linux, dataplane: linux }
axes:
  - workload.connections: [10, 20]
slo: { p99: 500us }
`;

function changed(...changes: string[]) {
  const result = withSettings(TEXT, changes);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return { text: result.text, value: parse(result.text) };
}

describe("the fields", () => {
  it("are those that hold values, by path", () => {
    const paths = new Map(settingsOf(TEXT).map(({ path, value }) => [path, value]));
    expect(paths.get("slo.p99")).toBe("500us");
    expect(paths.get("systems.0.dataplane.batchBound")).toBe("8");
    expect(paths.get("axes.0.workload.connections")).toBe("[10, 20]");
    expect(paths.has("kind")).toBe(false);
  });

  it("that are listed can all be set to what they are, and nothing changes", () => {
    const settings = settingsOf(TEXT).map(({ path, value }) => `${path}=${value}`);
    expect(changed(...settings).value).toEqual(parse(TEXT));
  });
});

describe("a change", () => {
  it("replaces a value and keeps the comments", () => {
    const { text, value } = changed("slo.p99=300us", "axes.0.workload.connections=[1, 2]");
    expect(value.slo).toEqual({ p99: "300us" });
    expect(value.axes).toEqual([{ "workload.connections": [1, 2] }]);
    expect(text).toContain("# What it is (Somebody, 2014).");
    expect(text).toContain("# for lists");
  });

  it("adds a field, and opens a choice that was a word", () => {
    const { value } = changed(
      "replications=2",
      "phases.measure=50ms",
      "workload.connections=64",
      "systems.1.dataplane.x=1",
    );
    expect(value.replications).toBe(2);
    expect(value.phases).toEqual({ measure: "50ms" });
    expect(value.workload).toEqual({ kind: "memcached-usr", connections: 64 });
    expect(value.systems[1].dataplane).toEqual({ kind: "linux", x: 1 });
  });

  it("that cannot be made is refused, all of them at once", () => {
    const result = withSettings(TEXT, ["slo", "systems.2.cores=1", "name.first=x", "a=[1"]);
    expect(result.ok).toBe(false);
    if (result.ok) return;
    expect(result.problems.map(({ code }) => code)).toEqual([
      "SYNTAX",
      "UNKNOWN_KEY",
      "UNKNOWN_KEY",
      "SYNTAX",
    ]);
    expect(result.problems[1]?.allowed).toEqual(["0", "1"]);
  });

  it("of nothing leaves the text as it is, byte for byte", () => {
    expect(withSettings("anything: [", [])).toEqual({ ok: true, text: "anything: [" });
  });
});
