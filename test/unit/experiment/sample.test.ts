/** Sampled points fill the space of their axes as their method says, the same for the same seed. */
import { describe, expect, it } from "vitest";
import { paramsOf } from "../../../src/experiment/axes.ts";
import { expand } from "../../../src/experiment/expand.ts";
import { previewOf } from "../../../src/experiment/preview.ts";
import { unitPoints } from "../../../src/experiment/sampling/methods.ts";
import { sobolBits } from "../../../src/experiment/sampling/sobol.ts";
import { definitionOf, problemsOf, TWO_SYSTEMS } from "../../support/definitions.ts";

const METHODS = ["random", "latin-hypercube", "sobol"] as const;

describe("Sobol's sequence", () => {
  it("is the published one: Joe and Kuo's numbers, as scipy 1.x's qmc.Sobol(8, scramble=False) has them", () => {
    const points = sobolBits(1024, 8).map((point) => point.map((bits) => bits / 2 ** 32));
    expect(points.slice(0, 10)).toEqual([
      [0, 0, 0, 0, 0, 0, 0, 0],
      [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5],
      [0.75, 0.25, 0.25, 0.25, 0.75, 0.75, 0.25, 0.75],
      [0.25, 0.75, 0.75, 0.75, 0.25, 0.25, 0.75, 0.25],
      [0.375, 0.375, 0.625, 0.875, 0.375, 0.125, 0.375, 0.875],
      [0.875, 0.875, 0.125, 0.375, 0.875, 0.625, 0.875, 0.375],
      [0.625, 0.125, 0.875, 0.625, 0.625, 0.875, 0.125, 0.125],
      [0.125, 0.625, 0.375, 0.125, 0.125, 0.375, 0.625, 0.625],
      [0.1875, 0.3125, 0.9375, 0.4375, 0.5625, 0.3125, 0.4375, 0.9375],
      [0.6875, 0.8125, 0.4375, 0.9375, 0.0625, 0.8125, 0.9375, 0.4375],
    ]);
    expect(points[777]).toEqual([
      0.6923828125, 0.9365234375, 0.1630859375, 0.2744140625, 0.6357421875, 0.3564453125,
      0.1904296875, 0.7626953125,
    ]);
    expect(points[1000]).toEqual([
      0.2197265625, 0.0966796875, 0.5185546875, 0.6767578125, 0.2802734375, 0.9072265625,
      0.0458984375, 0.8994140625,
    ]);
  });

  it("has no more dimensions than there may be axes", () => {
    expect(() => sobolBits(2, 9)).toThrow("at most 8 dimensions");
  });
});

describe("points of the unit cube", () => {
  it.each(METHODS)(
    "of %s are the same for the same seed, others for another, and inside",
    (method) => {
      const points = unitPoints(method, 50, 3, "7");
      expect(points).toEqual(unitPoints(method, 50, 3, "7"));
      expect(points).not.toEqual(unitPoints(method, 50, 3, "8"));
      expect(points.flat().every((x) => x >= 0 && x < 1)).toBe(true);
      expect(new Set(points.map((point) => point.join())).size).toBe(50);
    },
  );

  it.each(["latin-hypercube", "sobol"] as const)(
    "of %s have one in each part of each dimension",
    (method) => {
      for (const seed of ["1", "2", "3"]) {
        const points = unitPoints(method, 64, 8, seed);
        for (let dimension = 0; dimension < 8; dimension += 1) {
          const parts = points.map((point) => Math.floor((point[dimension] ?? 0) * 64));
          expect(new Set(parts).size).toBe(64);
        }
      }
    },
  );
});

describe("a sample", () => {
  const RANGES = [
    { "workload.connections": { from: 10, to: 10_000, scale: "log" } },
    { "policy.frequency": { from: "1.2GHz", to: "2.4GHz" } },
  ];
  const sampled = (sample: object, more: object = {}) => ({
    ...TWO_SYSTEMS,
    loads: ["100krps"],
    axes: RANGES,
    sample,
    ...more,
  });

  it.each(METHODS)(
    "by %s draws points from ranges without a count, and remembers how",
    (method) => {
      const definition = definitionOf(sampled({ method, count: 16, seed: "5" }));
      expect(definition.sample).toEqual({
        method,
        count: 16,
        seed: "5",
        paths: ["workload.connections", "policy.frequency"],
      });
      const [connections, frequency] = (definition.axes ?? []).flatMap(paramsOf);
      expect(connections?.values).toHaveLength(16);
      for (const n of connections?.values ?? []) {
        expect(Number.isInteger(n) && n >= 10 && n <= 10_000).toBe(true);
      }
      for (const hz of frequency?.values ?? []) {
        expect(hz >= 1.2e9 && hz <= 2.4e9 && Number(hz.toPrecision(4)) === hz).toBe(true);
      }
      const below = (connections?.values ?? []).filter((n) => n < 316).length;
      expect(Math.abs(below - 8)).toBeLessThanOrEqual(method === "random" ? 6 : 1);
      expect(expand(definition).points).toHaveLength(32);
    },
  );

  it("has a seed from rootSeed if it has none, and is multiplied with axes that are lists", () => {
    const drawn = (rootSeed: string) =>
      definitionOf(
        sampled(
          { method: "sobol", count: 4 },
          { rootSeed, axes: [{ nicPorts: [1, 2] }, ...RANGES, { cores: [1, 2, 3] }] },
        ),
      );
    const [one, other] = [drawn("1"), drawn("2")];
    expect(one.sample?.seed).toMatch(/^[0-9]+$/);
    expect(one).toEqual(drawn("1"));
    expect(one.sample?.seed).not.toBe(other.sample?.seed);
    expect(one.axes).not.toEqual(other.axes);
    expect((one.axes ?? []).map((axis) => paramsOf(axis)[0]?.path)).toEqual([
      "nicPorts",
      "workload.connections",
      "cores",
    ]);
    expect(expand(one).points).toHaveLength(2 * 2 * 4 * 3);
  });

  it("gives every whole number its share, and counts equal points once, with a warning", () => {
    const axes = [{ nicPorts: { from: 1, to: 4 } }, { cores: { from: 1, to: 8 } }];
    const even = definitionOf(
      sampled({ method: "latin-hypercube", count: 4 }, { axes: axes.slice(0, 1) }),
    );
    expect(even.axes?.flatMap(paramsOf)[0]?.values.toSorted()).toEqual([1, 2, 3, 4]);
    const dense = definitionOf(sampled({ method: "random", count: 30, seed: 1 }, { axes }));
    const { points, warnings } = previewOf(expand(dense));
    expect(points).toBeLessThan(60);
    expect(warnings).toEqual([`${30 - points / 2} of 30 drawn points equal others and count once`]);
  });

  it("warns of a sobol count that is no power of two", () => {
    const { warnings } = previewOf(expand(definitionOf(sampled({ method: "sobol", count: 100 }))));
    expect(warnings).toEqual(["a sobol sequence is balanced at powers of two, and 100 is none"]);
  });

  it.each([
    [{ method: "halton", count: 4 }, {}, "UNKNOWN_VALUE", "/sample/method"],
    [{ method: "sobol" }, {}, "WRONG_TYPE", "/sample/count"],
    [{ method: "sobol", count: 0 }, {}, "OUT_OF_RANGE", "/sample/count"],
    [{ method: "sobol", count: 1e9 }, {}, "OUT_OF_RANGE", "/sample/count"],
    [{ method: "sobol", count: 4, seed: -1 }, {}, "OUT_OF_RANGE", "/sample/seed"],
    [{ method: "sobol", count: 4, sed: 1 }, {}, "UNKNOWN_KEY", "/sample/sed"],
    [{ method: "sobol", count: 4 }, { axes: [{ cores: [1] }] }, "CONFLICT", "/sample"],
    [{ method: "sobol", count: 4 }, { axes: undefined }, "CONFLICT", "/sample"],
    [
      { method: "sobol", count: 9 },
      { axes: [{ cores: { from: 1, to: 8 } }] },
      "OUT_OF_RANGE",
      "/sample/count",
    ],
    [
      { method: "sobol", count: 2 },
      { axes: [{ cores: { from: 8, to: 1 } }] },
      "OUT_OF_RANGE",
      "/axes/0/cores/to",
    ],
    [
      { method: "sobol", count: 2 },
      { axes: [{ cores: { from: 1, to: 8 }, when: 'system == "IX"' }] },
      "CONFLICT",
      "/axes/0/when",
    ],
    [undefined, {}, "MISSING", "/axes/0/workload.connections/count"],
  ])("%j with %j is %s at %s", (sample, more, code, pointer) => {
    const value = { ...TWO_SYSTEMS, axes: RANGES, sample, ...more };
    expect(problemsOf(value).map((p) => [p.code, p.pointer])).toContainEqual([code, pointer]);
  });
});
