/** Frames on the wire: sizes by hand, and messages cut into segments. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ACK,
  exchangeOf,
  MESSAGE,
  RESET,
  SEGMENT,
  SERVER_KINDS,
  SYN,
  wireBytes,
} from "../../../src/tcp/frames.ts";

const LINK_BITS_PER_S = 10e9;
/** Check sequence, preamble and gap. */
const AROUND = 4 + 8 + 12;

describe("a frame", () => {
  it("of the paper's echo is 118 B, 142 B on the wire, 8.80 M of them per second at 10 Gb/s", () => {
    expect(wireBytes(64, false)).toBe(118 + AROUND);
    expect(LINK_BITS_PER_S / (8 * wireBytes(64, false)) / 1e6).toBeCloseTo(8.8, 2);
  });

  it("carries twelve bytes more with TCP timestamps", () => {
    expect(wireBytes(64, true)).toBe(130 + AROUND);
  });

  it("is never shorter than 60 B: 14.88 M of them per second at 10 Gb/s", () => {
    expect([0, 1, 6].map((payload) => wireBytes(payload, false))).toEqual([84, 84, 84]);
    expect(wireBytes(7, false)).toBe(85);
    expect(LINK_BITS_PER_S / (8 * wireBytes(1, false)) / 1e6).toBeCloseTo(14.88, 2);
  });

  it("is at most 1,514 B, timestamps or not", () => {
    for (const timestamps of [false, true]) {
      const { segmentWireBytes } = exchangeOf(1_048_576, 1_048_576, timestamps);
      expect(segmentWireBytes).toBe(1514 + AROUND);
    }
  });
});

describe("an exchange", () => {
  it("of 64 B is one frame each way, and knows SYN, ACK and reset", () => {
    const exchange = exchangeOf(64, 64, false);
    expect([exchange.requestSegments, exchange.responseSegments]).toEqual([1, 1]);
    const bytes = exchange.requestWireBytes;
    expect(bytes).toHaveLength(SERVER_KINDS);
    // A SYN has 20 B of options; an ACK is padded to the shortest frame.
    expect([bytes[MESSAGE], bytes[ACK], bytes[SYN], bytes[RESET]]).toEqual([
      142,
      84,
      54 + 20 + AROUND,
      84,
    ]);
    expect([exchange.responseWireBytes, exchange.ackWireBytes, exchange.synWireBytes]).toEqual([
      142, 84, 98,
    ]);
  });

  it("of 8 KB is six segments: five full ones and 892 B", () => {
    const exchange = exchangeOf(8192, 8192, false);
    expect([exchange.requestSegments, exchange.responseSegments]).toEqual([6, 6]);
    expect(exchange.requestWireBytes[SEGMENT]).toBe(1538);
    expect(exchange.requestWireBytes[MESSAGE]).toBe(8192 - 5 * 1460 + 54 + AROUND);
  });

  it("carries every byte of a message once, in as few segments as can be", () => {
    const size = fc.integer({ min: 1, max: 1_048_576 });
    fc.assert(
      fc.property(size, size, fc.boolean(), (request, response, timestamps) => {
        const exchange = exchangeOf(request, response, timestamps);
        const mss = timestamps ? 1448 : 1460;
        const lastOf = (bytes: number, segments: number) => bytes - (segments - 1) * mss;
        const lastRequest = lastOf(request, exchange.requestSegments);
        const lastResponse = lastOf(response, exchange.responseSegments);
        for (const last of [lastRequest, lastResponse]) {
          expect(last).toBeGreaterThan(0);
          expect(last).toBeLessThanOrEqual(mss);
        }
        expect(exchange.requestWireBytes[MESSAGE]).toBe(wireBytes(lastRequest, timestamps));
        expect(exchange.responseWireBytes).toBe(wireBytes(lastResponse, timestamps));
      }),
    );
  });
});
