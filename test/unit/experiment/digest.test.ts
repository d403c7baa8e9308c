/** Content decides the name: order of keys and of runs does not, any value does. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, contentHash, experimentDigest } from "../../../src/experiment/digest.ts";
import { expand } from "../../../src/experiment/expand.ts";
import { parseDefinitionJson } from "../../../src/experiment/parse.ts";

describe("canonical JSON", () => {
  it("does not depend on the order of keys", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
        const reversed = Object.fromEntries(Object.entries(object).toReversed());
        expect(canonicalJson(reversed)).toBe(canonicalJson(object));
      }),
    );
  });

  it("means the same value when read again", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it("refuses what JSON cannot say", () => {
    expect(() => canonicalJson({ p99: Number.NaN })).toThrow(RangeError);
    expect(() => canonicalJson([Number.POSITIVE_INFINITY])).toThrow(RangeError);
  });

  it("hashes as SHA-256 of the text", () => {
    // printf '{"a":1}' | sha256sum
    expect(contentHash({ a: 1 })).toBe(
      "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862",
    );
  });
});

describe("the content key of a plan", () => {
  it("is the hash of its canonical JSON", () => {
    const { runs } = expand(quickDefinition());
    for (const run of runs) expect(run.contentKey).toBe(contentHash(run.plan));
    expect(new Set(runs.map((run) => run.contentKey)).size).toBe(runs.length);
  });
});

function quickDefinition() {
  const parsed = parseDefinitionJson({
    apiVersion: "ix/v1",
    kind: "Experiment",
    name: "keys",
    dataplane: "ix",
    workload: "memcached-usr",
    loads: ["100krps", "200krps"],
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.definition;
}

describe("the digest of an experiment", () => {
  const runs = [0, 1, 2].map((index) => ({ index, contentKey: `k${index}`, digest: `d${index}` }));

  it("does not depend on the order in which runs ended", () => {
    expect(experimentDigest(runs.toReversed())).toBe(experimentDigest(runs));
  });

  it("changes with any run's result", () => {
    const changed = runs.map((run) => (run.index === 1 ? { ...run, digest: "other" } : run));
    expect(experimentDigest(changed)).not.toBe(experimentDigest(runs));
  });
});
