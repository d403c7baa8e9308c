/** Receive-side scaling against the specification's own vectors. */
import { describe, expect, it } from "vitest";
import { equalShares, flowGroup, toeplitz } from "../../../src/hw/flow-steering.ts";

const ip = (a: number, b: number, c: number, d: number) =>
  ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;

describe("the Toeplitz hash", () => {
  // Microsoft, "Verifying the RSS hash calculation": TCP over IPv4.
  it.each([
    [ip(66, 9, 149, 187), 2794, ip(161, 142, 100, 80), 1766, 0x51ccc178],
    [ip(199, 92, 111, 2), 14230, ip(65, 69, 140, 83), 4739, 0xc626b0ea],
    [ip(24, 19, 198, 95), 12898, ip(12, 22, 207, 184), 38024, 0x5c2b394a],
    [ip(38, 27, 205, 30), 48228, ip(209, 142, 163, 6), 2217, 0xafc7327f],
    [ip(153, 39, 163, 191), 44251, ip(202, 188, 127, 2), 1303, 0x10e828a2],
  ])("of %i:%i to %i:%i", (source, sourcePort, target, targetPort, expected) => {
    expect(toeplitz([source, target, (sourcePort << 16) | targetPort])).toBe(expected);
  });

  it("names a flow group by its low bits", () => {
    const client = { address: ip(66, 9, 149, 187), port: 2794 };
    const server = { address: ip(161, 142, 100, 80), port: 1766 };
    expect(flowGroup(client, server, 128)).toBe(0x51ccc178 & 127);
  });
});

describe("the redirection table", () => {
  it("gives every thread the same share, the first ones one more", () => {
    const sizes = new Array<number>(12).fill(0);
    for (const thread of equalShares(128, 12)) sizes[thread]! += 1;
    expect(sizes).toEqual([11, 11, 11, 11, 11, 11, 11, 11, 10, 10, 10, 10]);
  });
});
