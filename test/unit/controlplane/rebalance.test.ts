/** Rebalancing of flow groups: properties over random tables and targets, and the published case by hand. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type MigrateCommand, rebalance } from "../../../src/controlplane/rebalance.ts";
import { equalShares } from "../../../src/hw/flow-steering.ts";

const THREADS = 16;
const table = fc.array(fc.nat({ max: THREADS - 1 }), { minLength: 1, maxLength: 200 });
const targets = fc.uniqueArray(fc.nat({ max: THREADS - 1 }), { minLength: 1, maxLength: THREADS });

/** The table after the commands; fails if a command moves a group that its source does not own. */
function carryOut(before: ArrayLike<number>, commands: readonly MigrateCommand[]): number[] {
  const after = Array.from(before);
  for (const { source, target, groups } of commands) {
    for (const group of groups) {
      expect(after[group]).toBe(source);
      after[group] = target;
    }
  }
  return after;
}

const groupsOf = (owners: readonly number[], thread: number): number =>
  owners.filter((owner) => owner === thread).length;

describe("rebalancing", () => {
  it("gives every target its share, the first ones one more, and nobody else anything", () => {
    fc.assert(
      fc.property(table, targets, (before, to) => {
        const after = carryOut(before, rebalance(before, to).commands);
        const share = Math.floor(before.length / to.length);
        const larger = before.length % to.length;
        const expected = to.map((_, i) => share + (i < larger ? 1 : 0));
        expect(to.map((thread) => groupsOf(after, thread))).toEqual(expected);
      }),
    );
  });

  it("moves a group at most once, and only from a thread with a surplus to one that lacks", () => {
    fc.assert(
      fc.property(table, targets, (before, to) => {
        const { commands } = rebalance(before, to);
        const moved = commands.flatMap((command) => command.groups);
        expect(new Set(moved).size).toBe(moved.length);
        const after = carryOut(before, commands);
        for (let thread = 0; thread < THREADS; thread++) {
          const given = commands.filter((c) => c.source === thread).flatMap((c) => c.groups).length;
          const taken = commands.filter((c) => c.target === thread).flatMap((c) => c.groups).length;
          expect(Math.min(given, taken)).toBe(0);
          expect(groupsOf(after, thread) - groupsOf(before, thread)).toBe(taken - given);
        }
      }),
    );
  });

  it("sends one command per pair, in the order of targets and then of sources", () => {
    fc.assert(
      fc.property(table, targets, (before, to) => {
        const order = rebalance(before, to).commands.map(
          ({ source, target }) => to.indexOf(target) * THREADS + source,
        );
        expect(order).toEqual([...new Set(order)].sort((a, b) => a - b));
      }),
    );
  });

  it("moves nothing if shares are right already", () => {
    fc.assert(
      fc.property(table, targets, (before, to) => {
        const after = carryOut(before, rebalance(before, to).commands);
        expect(rebalance(after, to).commands).toEqual([]);
      }),
    );
    expect(rebalance(equalShares(128, 12), [...Array(12).keys()])).toEqual({
      commands: [],
      parked: [],
    });
  });

  it("parks who owned groups, or was to, and is left with none", () => {
    fc.assert(
      fc.property(table, targets, (before, to) => {
        const { commands, parked } = rebalance(before, to);
        const after = new Set(carryOut(before, commands));
        const known = [...new Set([...before, ...to])].sort((a, b) => a - b);
        expect(parked).toEqual(known.filter((thread) => !after.has(thread)));
      }),
    );
  });

  it("is deterministic and changes no input", () => {
    fc.assert(
      fc.property(table, targets, (before, to) => {
        Object.freeze(before);
        Object.freeze(to);
        expect(rebalance(before, to)).toEqual(rebalance([...before], [...to]));
      }),
    );
  });
});

describe("adding the third core of 128 flow groups", () => {
  const { commands, parked } = rebalance(equalShares(128, 2), [0, 1, 2]);

  it("takes the 21 and 21 highest groups of the other two, in one command each", () => {
    expect(commands.map(({ source, target, groups }) => [source, target, groups.length])).toEqual([
      [0, 2, 21],
      [1, 2, 21],
    ]);
    expect(commands[0]?.groups).toEqual(Array.from({ length: 21 }, (_, i) => 43 + i));
    expect(parked).toEqual([]);
  });
});

describe("taking the last core away", () => {
  it("splits its groups among the targets by what each lacks, and parks it", () => {
    const { commands, parked } = rebalance(equalShares(128, 3), [0, 1]);
    expect(commands.map(({ source, target, groups }) => [source, target, groups.length])).toEqual([
      [2, 0, 21],
      [2, 1, 21],
    ]);
    expect(parked).toEqual([2]);
  });
});

describe("targets that make no sense", () => {
  it("are refused if there are none", () => {
    expect(() => rebalance([0, 0], [])).toThrow("at least one target");
  });
});
