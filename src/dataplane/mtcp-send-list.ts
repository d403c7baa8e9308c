/**
 * mTCP's list of connections that have data to send, and their congestion windows.
 *
 * One pass of the TCP thread goes down the list and sends what each window admits. The code takes a
 * connection that is left with unsent data for a lack of transmit buffers: it puts it back at the end and
 * stops the pass. So messages longer than the window cost whole passes, however idle core and link are.
 * Windows start at two segments and, because an accepted connection has no slow-start threshold, grow by one
 * segment per round trip.
 * Source: mtcp-stack/mtcp, tcp_out.c (WriteTCPDataList, FlushTCPSendingBuffer), tcp_in.c (ProcessACK).
 */
import type { PacketQueue } from "../hw/packet-queue.ts";
import * as packets from "../hw/packet-table.ts";
import { NONE } from "../hw/packet-table.ts";
import { type Exchange, MESSAGE, RESPONSE_SEGMENT } from "../tcp/frames.ts";
import { SEGMENTS_PER_ACK } from "../tcp/server-tcp.ts";

/** What all cores know of the sending end of the connections, a row each. */
export class MtcpSenders {
  readonly exchange: Exchange;
  /** Congestion window after the handshake, and what the send buffer holds, in segments. */
  readonly initialWindow: number;
  readonly bufferSegments: number;
  /** Its successor in the list that it stands in. */
  readonly behind: Int32Array;
  readonly toSend: Int32Array;
  readonly inFlight: Int32Array;
  /** Congestion window in segments. */
  readonly window: Float64Array;

  constructor(
    exchange: Exchange,
    connections: number,
    cost: { readonly initialWindow: number; readonly bufferSegments: number },
  ) {
    this.exchange = exchange;
    this.initialWindow = cost.initialWindow;
    this.bufferSegments = cost.bufferSegments;
    // Answers of one segment never wait for a window.
    const rows = exchange.responseSegments === 1 ? 0 : connections;
    this.behind = new Int32Array(rows).fill(NONE);
    this.toSend = new Int32Array(rows);
    this.inFlight = new Int32Array(rows);
    this.window = new Float64Array(rows).fill(cost.initialWindow);
  }
}

export class MtcpSendList {
  /** Connections in the list. */
  length = 0;
  readonly #exchange: Exchange;
  readonly #initialWindow: number = 0;
  readonly #bufferSegments: number = 0;
  #first = NONE;
  #last = NONE;
  readonly #behind: Int32Array;
  readonly #toSend: Int32Array;
  readonly #inFlight: Int32Array;
  readonly #window: Float64Array;

  constructor(senders: MtcpSenders) {
    this.#exchange = senders.exchange;
    this.#initialWindow = senders.initialWindow;
    this.#bufferSegments = senders.bufferSegments;
    this.#behind = senders.behind;
    this.#toSend = senders.toSend;
    this.#inFlight = senders.inFlight;
    this.#window = senders.window;
  }

  /** A connection was opened anew. */
  opened(connection: number): void {
    if (this.#exchange.responseSegments === 1) return;
    this.#inFlight[connection] = 0;
    this.#window[connection] = this.#initialWindow;
  }

  /** The application has written the answer of a request, whose row becomes its first frame. */
  write(request: number, out: PacketQueue): void {
    const { responseSegments } = this.#exchange;
    if (responseSegments === 1) {
      packets.kind[request] = MESSAGE;
      out.push(request);
      return;
    }
    const connection = packets.connection[request]!;
    packets.release(request);
    const waiting = this.#toSend[connection]!;
    this.#toSend[connection] = waiting + responseSegments;
    if (waiting === 0) this.#append(connection);
  }

  /** An acknowledgement came back. */
  acknowledged(connection: number): void {
    if (this.#exchange.responseSegments === 1) return;
    const inFlight = this.#inFlight[connection]! - SEGMENTS_PER_ACK;
    this.#inFlight[connection] = inFlight < 0 ? 0 : inFlight;
    const window = this.#window[connection]!;
    if (window < this.#bufferSegments)
      this.#window[connection] = window + SEGMENTS_PER_ACK / window;
  }

  /** One pass over the list; returns how many full segments it sends. */
  pass(out: PacketQueue): number {
    let sent = 0;
    for (let left = this.length; left > 0; left--) {
      const connection = this.#first;
      this.#first = this.#behind[connection]!;
      if (this.#first === NONE) this.#last = NONE;
      this.length -= 1;
      sent += this.#flush(connection, out);
      if (this.#toSend[connection]! > 0) {
        this.#append(connection);
        return sent;
      }
    }
    return sent;
  }

  #append(connection: number): void {
    this.#behind[connection] = NONE;
    if (this.#last === NONE) this.#first = connection;
    else this.#behind[this.#last] = connection;
    this.#last = connection;
    this.length += 1;
  }

  /** Frames of one connection that its window admits; returns how many of them are full segments. */
  #flush(connection: number, out: PacketQueue): number {
    const { segmentWireBytes, responseWireBytes, responseSegments } = this.#exchange;
    const toSend = this.#toSend[connection]!;
    const inFlight = this.#inFlight[connection]!;
    const window = Math.floor(this.#window[connection]!);
    const room = (window < this.#bufferSegments ? window : this.#bufferSegments) - inFlight;
    const n = toSend < room ? toSend : room;
    let full = 0;
    let left = toSend;
    for (let i = 0; i < n; i++) {
      left -= 1;
      const row = packets.allocate();
      const isLast = left % responseSegments === 0;
      packets.connection[row] = connection;
      packets.kind[row] = isLast ? MESSAGE : RESPONSE_SEGMENT;
      packets.replyBytes[row] = isLast ? responseWireBytes : segmentWireBytes;
      if (!isLast) full += 1;
      out.push(row);
    }
    this.#toSend[connection] = left;
    // The last segment is acknowledged with the next request.
    this.#inFlight[connection] = left === 0 ? 0 : inFlight + (n > 0 ? n : 0);
    return full;
  }
}
