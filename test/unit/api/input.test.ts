/** What is refused before anyone looks at its meaning. */
import { describe, expect, it } from "vitest";
import { jsonFault, textFault } from "../../../src/api/graphql/json-fault.ts";
import { decodeNodeId, encodeNodeId } from "../../../src/api/node/node-id.ts";
import { isOwnOrigin } from "../../../src/api/ws/origin.ts";

describe("JSON values", () => {
  const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);
  it.each<[string, unknown, RegExp | null]>([
    ["ordinary", { a: [1, "x", null, true, { b: 2.5 }] }, null],
    ["16 deep", nested(16), null],
    ["17 deep", nested(17), /nested/],
    ["infinite", { a: Number.POSITIVE_INFINITY }, /finite/],
    ["beyond 2^53", [2 ** 60], /2\^53/],
    ["a forbidden key", JSON.parse('{"__proto__": 1}'), /__proto__/],
    ["another forbidden key", { a: { constructor: 1 } }, /constructor/],
    ["NUL in a value", ["a\u0000"], /NUL/],
    ["NUL in a key", { "a\u0000": 1 }, /NUL/],
    ["half a character", ["\ud800"], /Unicode/],
  ])("%s", (_what, value, fault) => {
    if (fault === null) expect(jsonFault(value)).toBeNull();
    else expect(jsonFault(value)).toMatch(fault);
  });

  it("nested a million deep do not overflow the stack", () => {
    let deep: unknown = 1;
    for (let i = 0; i < 1_000_000; i += 1) deep = [deep];
    expect(jsonFault(deep)).toMatch(/nested/);
  });

  it("may hold characters beyond the first plane", () => {
    expect(textFault("𝛌 = 1.8 Mrps ☃")).toBeNull();
  });
});

describe("global ids", () => {
  const uuid = "0190f5a8-0000-7000-8000-000000000001";
  it("lead back to type and key", () => {
    expect(decodeNodeId(encodeNodeId("Run", uuid))).toEqual({ typename: "Run", id: uuid });
  });
  it.each(["", "abc", "Run:1", encodeNodeId("Run", "1"), `${encodeNodeId("Run", uuid)}=`, "%%%"])(
    "that nobody gave out are refused: %j",
    (id) => {
      expect(() => decodeNodeId(id)).toThrow(/not an id/);
    },
  );
});

describe("a WebSocket from a page", () => {
  it.each([
    ["http://127.0.0.1:4000", "127.0.0.1:4000", true],
    ["http://localhost:4000", "127.0.0.1:4000", true],
    ["http://[::1]:4000", "localhost:4000", true],
    ["https://ix.example", "ix.example", true],
    ["http://localhost:5173", "127.0.0.1:4000", false],
    ["https://evil.example", "127.0.0.1:4000", false],
    ["https://127.0.0.1.evil.example:4000", "127.0.0.1:4000", false],
    ["null", "127.0.0.1:4000", false],
    ["file://", "127.0.0.1:4000", false],
  ])("%s to %s is let in: %s", (origin, host, isOwn) => {
    expect(isOwnOrigin({ headers: { origin, host } })).toBe(isOwn);
  });
  it("is let in from programs, which send no origin", () => {
    expect(isOwnOrigin({ headers: { host: "127.0.0.1:4000" } })).toBe(true);
  });
});
