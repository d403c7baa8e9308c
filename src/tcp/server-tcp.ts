/**
 * The server's end of the connections: which frames complete a request, which frames an answer becomes, and
 * how far the window lets them go. It costs nothing and takes no time; a dataplane says when each happens
 * and what it costs.
 *
 * Every second segment is acknowledged at once, the last by the answer. A window of segments is in flight
 * at most; acknowledgements let further segments go. Losses are repaired by time-out at the sender
 * (RetransmitQueue); congestion windows are not modelled.
 */
import type { PacketQueue } from "../hw/packet-queue.ts";
import * as packets from "../hw/packet-table.ts";
import {
  ACK,
  type Exchange,
  MESSAGE,
  RESPONSE_SEGMENT,
  SEGMENT,
  SYN_ACK,
  WINDOW_SEGMENTS,
} from "./frames.ts";

/** Segments that one acknowledgement covers. */
export const SEGMENTS_PER_ACK = 2;

export class ServerTcp {
  /** True when every request and every response is one segment. */
  readonly isSingle: boolean = false;
  readonly responseSegments: number = 0;

  readonly exchange: Exchange;
  /** Per connection: segments of the request that have arrived; of the answer, to send and in flight. */
  readonly #received: Int32Array;
  readonly #toSend: Int32Array;
  readonly #inFlight: Int32Array;

  constructor(connections: number, exchange: Exchange) {
    this.exchange = exchange;
    this.responseSegments = exchange.responseSegments;
    this.isSingle = exchange.requestSegments === 1 && exchange.responseSegments === 1;
    const rows = this.isSingle ? 0 : connections;
    this.#received = new Int32Array(rows);
    this.#toSend = new Int32Array(rows);
    this.#inFlight = new Int32Array(rows);
  }

  /** A connection was opened: what its predecessor left is forgotten; the SYN becomes its answer. */
  opened(syn: number, out: PacketQueue): void {
    if (!this.isSingle) {
      const connection = packets.connection[syn]!;
      this.#received[connection] = 0;
      this.#toSend[connection] = 0;
      this.#inFlight[connection] = 0;
    }
    packets.kind[syn] = SYN_ACK;
    packets.replyBytes[syn] = this.exchange.synWireBytes;
    out.push(syn);
  }

  /** Whether a data segment completes its request. */
  completes(packet: number): boolean {
    const { requestSegments } = this.exchange;
    if (requestSegments === 1) return true;
    const connection = packets.connection[packet]!;
    const received = this.#received[connection]! + 1;
    this.#received[connection] = received === requestSegments ? 0 : received;
    return received === requestSegments;
  }

  /** Whether the segment just taken (`completes`) is to be acknowledged at once. */
  isAckDue(packet: number): boolean {
    if (packets.kind[packet] !== SEGMENT) return false;
    return this.#received[packets.connection[packet]!]! % SEGMENTS_PER_ACK === 0;
  }

  /** Turns a segment into its acknowledgement. */
  acknowledge(segment: number, out: PacketQueue): void {
    packets.kind[segment] = ACK;
    packets.replyBytes[segment] = this.exchange.ackWireBytes;
    out.push(segment);
  }

  /** Turns a complete request into the frames of its answer that the window admits; returns how many. */
  answer(request: number, out: PacketQueue): number {
    if (this.responseSegments === 1) {
      packets.kind[request] = MESSAGE;
      out.push(request);
      return 1;
    }
    const connection = packets.connection[request]!;
    this.#toSend[connection] = this.#toSend[connection]! + this.responseSegments;
    return this.#send(connection, request, out);
  }

  /** An acknowledgement came back: frames that the window admits now; returns how many. */
  acknowledged(ack: number, out: PacketQueue): number {
    if (this.responseSegments === 1) return 0;
    const connection = packets.connection[ack]!;
    const inFlight = this.#inFlight[connection]! - SEGMENTS_PER_ACK;
    this.#inFlight[connection] = inFlight < 0 ? 0 : inFlight;
    return this.#toSend[connection] === 0 ? 0 : this.#send(connection, -1, out);
  }

  #send(connection: number, request: number, out: PacketQueue): number {
    const { segmentWireBytes, responseWireBytes } = this.exchange;
    const room = WINDOW_SEGMENTS - this.#inFlight[connection]!;
    let left = this.#toSend[connection]!;
    const n = left < room ? left : room;
    let row = request;
    for (let i = 0; i < n; i++) {
      left -= 1;
      if (row < 0) {
        row = packets.allocate();
        packets.connection[row] = connection;
      }
      packets.kind[row] = left === 0 ? MESSAGE : RESPONSE_SEGMENT;
      packets.replyBytes[row] = left === 0 ? responseWireBytes : segmentWireBytes;
      out.push(row);
      row = -1;
    }
    if (n <= 0 && request >= 0) packets.release(request);
    this.#toSend[connection] = left;
    // The last segment is acknowledged with the next request.
    this.#inFlight[connection] = left === 0 ? 0 : this.#inFlight[connection]! + (n > 0 ? n : 0);
    return n > 0 ? n : 0;
  }
}
