/** The server's end of a connection: requests complete once, answers leave once, windows and acknowledgements hold. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PacketQueue } from "../../../src/hw/packet-queue.ts";
import * as packets from "../../../src/hw/packet-table.ts";
import {
  ACK,
  exchangeOf,
  MESSAGE,
  RESPONSE_SEGMENT,
  SEGMENT,
  SYN,
  SYN_ACK,
  WINDOW_SEGMENTS,
} from "../../../src/tcp/frames.ts";
import { SEGMENTS_PER_ACK, ServerTcp } from "../../../src/tcp/server-tcp.ts";

function serverOf(messageBytes: number, connections = 1) {
  packets.reset(512);
  const exchange = exchangeOf(messageBytes, messageBytes, false);
  const tcp = new ServerTcp(connections, exchange);
  const out = new PacketQueue();
  const frame = (kind: number, connection = 0) => {
    const row = packets.allocate();
    packets.kind[row] = kind;
    packets.connection[row] = connection;
    packets.replyBytes[row] = exchange.responseWireBytes;
    return row;
  };
  /** Takes what the server sends, as a client that has no further use for the frames. */
  const sent = () => {
    const frames: { kind: number; bytes: number }[] = [];
    while (out.length > 0) {
      const row = out.shift();
      frames.push({ kind: packets.kind[row]!, bytes: packets.replyBytes[row]! });
      packets.release(row);
    }
    return frames;
  };
  /** Delivers all segments of a request; returns its last frame, which completes it. */
  const request = (connection = 0) => {
    for (let i = 1; i < exchange.requestSegments; i++) {
      const segment = frame(SEGMENT, connection);
      expect(tcp.completes(segment)).toBe(false);
      if (tcp.isAckDue(segment)) tcp.acknowledge(segment, out);
      else packets.release(segment);
    }
    const last = frame(MESSAGE, connection);
    expect(tcp.completes(last)).toBe(true);
    expect(tcp.isAckDue(last)).toBe(false);
    return last;
  };
  const acknowledged = () => {
    const ack = frame(ACK);
    const frames = tcp.acknowledged(ack, out);
    packets.release(ack);
    return frames;
  };
  return { exchange, tcp, out, frame, sent, request, acknowledged };
}

const kinds = (frames: readonly { kind: number }[]) => frames.map(({ kind }) => kind);

describe("the server's TCP", () => {
  it("answers a request of one segment with the same row", () => {
    const { tcp, out, sent, request } = serverOf(64);
    expect(tcp.isSingle).toBe(true);
    const row = request();
    expect(tcp.answer(row, out)).toBe(1);
    expect([out.head, packets.outstanding]).toEqual([row, 1]);
    expect(sent()).toEqual([{ kind: MESSAGE, bytes: 142 }]);
  });

  it("turns a SYN into its answer", () => {
    const { tcp, out, frame, sent } = serverOf(64);
    tcp.opened(frame(SYN), out);
    expect(sent()).toEqual([{ kind: SYN_ACK, bytes: 98 }]);
  });

  it("acknowledges every second segment of a request, the last one by the answer", () => {
    const { tcp, out, sent, request } = serverOf(8192); // six segments each way
    const row = request();
    expect(sent()).toEqual([
      { kind: ACK, bytes: 84 },
      { kind: ACK, bytes: 84 },
    ]);
    expect(tcp.answer(row, out)).toBe(6);
    const answer = sent();
    expect(kinds(answer)).toEqual([...new Array<number>(5).fill(RESPONSE_SEGMENT), MESSAGE]);
    expect(answer.map(({ bytes }) => bytes)).toEqual([1538, 1538, 1538, 1538, 1538, 970]);
  });

  it("lets a window go and two further segments for every acknowledgement", () => {
    const { tcp, out, sent, request, acknowledged } = serverOf(48 * 1460);
    expect(tcp.answer(request(), out)).toBe(WINDOW_SEGMENTS);
    sent();
    expect([acknowledged(), acknowledged(), acknowledged()]).toEqual([2, 2, 0]);
    expect(kinds(sent())).toEqual([RESPONSE_SEGMENT, RESPONSE_SEGMENT, RESPONSE_SEGMENT, MESSAGE]);
  });

  it("keeps connections apart", () => {
    const { tcp, frame } = serverOf(2 * 1460, 2);
    expect(tcp.completes(frame(SEGMENT, 0))).toBe(false);
    expect(tcp.completes(frame(SEGMENT, 1))).toBe(false);
    expect(tcp.completes(frame(MESSAGE, 1))).toBe(true);
    expect(tcp.completes(frame(MESSAGE, 0))).toBe(true);
  });

  it("forgets what the connection before left behind", () => {
    const { tcp, out, frame, sent, request, acknowledged } = serverOf(64 * 1460);
    tcp.answer(request(), out);
    tcp.completes(frame(SEGMENT));
    tcp.opened(frame(SYN), out);
    sent();
    expect(acknowledged()).toBe(0);
    expect(tcp.answer(request(), out)).toBe(WINDOW_SEGMENTS);
  });

  it("sends every answer once, within the window, whatever the size", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_048_576 }), (messageBytes) => {
        const { exchange, tcp, out, sent, request, acknowledged } = serverOf(messageBytes);
        for (let message = 0; message < 3; message++) {
          const row = request();
          const acks = kinds(sent());
          expect(acks).toEqual(
            new Array<number>(Math.floor((exchange.requestSegments - 1) / SEGMENTS_PER_ACK)).fill(
              ACK,
            ),
          );
          tcp.answer(row, out);
          const answer: number[] = [];
          let acked = 0;
          for (;;) {
            expect(out.length).toBeLessThanOrEqual(WINDOW_SEGMENTS - (answer.length - acked));
            answer.push(...kinds(sent()));
            if (answer.at(-1) === MESSAGE) break;
            expect(answer.length - acked).toBeGreaterThanOrEqual(SEGMENTS_PER_ACK);
            acked += SEGMENTS_PER_ACK;
            acknowledged();
          }
          expect(answer).toHaveLength(exchange.responseSegments);
          expect(answer.filter((kind) => kind === MESSAGE)).toHaveLength(1);
          expect([acknowledged(), out.length, packets.outstanding]).toEqual([0, 0, 0]);
        }
      }),
    );
  });

  it("completes a request whose last segment overtook one that was lost", () => {
    const { tcp, frame } = serverOf(3 * 1460);
    expect(tcp.completes(frame(SEGMENT))).toBe(false);
    expect(tcp.completes(frame(MESSAGE))).toBe(false);
    expect(tcp.completes(frame(SEGMENT))).toBe(true);
  });
});
