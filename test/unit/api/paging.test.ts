/** Cursors and windows: only what a list gave out, only pages of a sensible size. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  connectionOf,
  decodeCursor,
  encodeCursor,
  sliceOf,
  windowOf,
} from "../../../src/api/paging.ts";

const position = fc.integer({ min: 0, max: 2147483647 });
const codeOf = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return (error as { extensions: { code: string } }).extensions.code;
  }
  return null;
};

describe("a cursor", () => {
  it("leads back to its position in its own list only", () => {
    fc.assert(
      fc.property(position, fc.string(), fc.string(), (at, list, other) => {
        expect(decodeCursor(list, encodeCursor(list, at))).toBe(at);
        if (other !== list) {
          expect(codeOf(() => decodeCursor(other, encodeCursor(list, at)))).toBe("INVALID_CURSOR");
        }
      }),
    );
  });

  it("is refused when made up or changed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(codeOf(() => decodeCursor("experiments", text))).toBe("INVALID_CURSOR");
      }),
    );
    for (const digits of ["-1", "01", "1.5", "1e3", "2147483648", "", " 1"]) {
      const cursor = Buffer.from(`experiments|${digits}`).toString("base64url");
      expect(
        codeOf(() => decodeCursor("experiments", cursor)),
        digits,
      ).toBe("INVALID_CURSOR");
    }
  });
});

describe("a window", () => {
  it.each([[{ first: 0 }], [{ first: 101 }], [{ last: -1 }], [{ first: 1, last: 1 }]])(
    "is refused: %j",
    (args) => {
      expect(codeOf(() => windowOf(args, "list"))).toBe("BAD_USER_INPUT");
    },
  );
});

/** Pages through a list in memory as a client does, and returns what it saw. */
function walk(length: number, size: number, direction: "forward" | "backward"): number[] {
  const all = Array.from({ length }, (_, i) => i);
  const seen: number[] = [];
  let cursor: string | null = null;
  for (;;) {
    const args: Parameters<typeof windowOf>[0] =
      direction === "forward" ? { first: size, after: cursor } : { last: size, before: cursor };
    const window = windowOf(args, "list");
    const positionOf = (n: number) => n;
    const rows = sliceOf(all, window, positionOf);
    const { edges, pageInfo } = connectionOf({
      rows,
      window,
      list: "list",
      positionOf,
      totalCount: () => length,
    });
    const nodes = edges.map((edge) => edge.node);
    if (direction === "forward") seen.push(...nodes);
    else seen.unshift(...nodes);
    const more = direction === "forward" ? pageInfo.hasNextPage : pageInfo.hasPreviousPage;
    if (!more) return seen;
    cursor = direction === "forward" ? pageInfo.endCursor : pageInfo.startCursor;
  }
}

describe("pages", () => {
  it("of any size show the whole list once, from either end", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 1, max: 20 }),
        fc.constantFrom("forward" as const, "backward" as const),
        (length, size, direction) => {
          const all = Array.from({ length }, (_, i) => i);
          expect(walk(length, size, direction)).toEqual(all);
        },
      ),
    );
  });
});
