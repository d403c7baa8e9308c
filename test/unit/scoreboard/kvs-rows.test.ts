/** The seed's claims on the key-value store, from made-up curves. */
import { describe, expect, it } from "vitest";
import { scoreboardOf } from "../../../src/scoreboard/scoreboard.ts";
import { seed } from "../../../src/scoreboard/suites/seed.ts";
import { recordOf } from "./measured-sample.ts";
import { measured } from "./pattern-sample.ts";
import { allPublished } from "./suite-presets.ts";

const [figure] = seed.figures;
if (figure === undefined) throw new Error("no figure");

/** IX carries 6 M, in later replications 6.2 M; Linux 1 M. Unloaded p99: 30 and `linuxUs`. */
const boardOf = (linuxUs: number) =>
  scoreboardOf(seed, allPublished, [
    measured("seed/kvs-throughput", figure, ({ offeredRps, system }, k) => {
      const rps = offeredRps ?? 0;
      const isIx = system.dataplane.kind === "ix";
      const most = isIx ? (k === 0 ? 6e6 : 6.2e6) : 1e6;
      return recordOf(rps, rps > most ? 900 : isIx ? 30 : linuxUs);
    }),
  ]);
const rowOf = (id: string, linuxUs = 75) => {
  const row = boardOf(linuxUs).rows.find((one) => one.id === id);
  if (row === undefined) throw new Error(`no row ${id}`);
  return row;
};

describe("the key-value store", () => {
  it("has the ratio of the loads under the objective, draw by draw", () => {
    const ratio = rowOf("seed.kvs.throughputRatio");
    expect(ratio.draws).toEqual([6, 6.2, 6.2, 6.2, 6.2, 6.2]);
    expect(ratio.relativeError).toBeCloseTo((6 + 5 * 6.2) / 6 / 7 - 1, 12);
    expect(rowOf("seed.kvs.ix.maxThroughputAtSlo").draws?.[0]).toBe(6e6);
    expect(rowOf("seed.kvs.linux.maxThroughputAtSlo").simulated).toBe(1e6);
  });

  it("meets `more than` with any larger tail ratio, and misses it with a smaller one", () => {
    const more = rowOf("seed.kvs.tailRatio", 75);
    expect(more).toMatchObject({ isLowerBound: true, isBound: false, relativeError: 0 });
    expect(more.simulated).toBeCloseTo(2.5, 1);
    const less = rowOf("seed.kvs.tailRatio", 60);
    expect(less.relativeError).toBeCloseTo(2 / 2.1 - 1, 2);
  });

  it("judges both as ratios, with their own tolerance", () => {
    const met = (linuxUs: number) =>
      boardOf(linuxUs).headlines.map(({ id, tolerance, isRelative, met: is }) => ({
        id,
        tolerance,
        isRelative,
        is,
      }));
    expect(met(75)).toEqual([
      { id: "seed.kvs.throughputRatio", tolerance: 0.15, isRelative: true, is: true },
      { id: "seed.kvs.tailRatio", tolerance: 0, isRelative: true, is: true },
    ]);
    expect(met(60).map(({ is }) => is)).toEqual([true, false]);
  });
});
