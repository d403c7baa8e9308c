/**
 * What travels between clients and server: TCP segments, one Ethernet frame each. A frame is a row of the
 * packet table; its kind says what it means to the end that receives it.
 */

/** Either way: the last, or only, segment of a message. A request's row goes on as its response, of the same kind. */
export const MESSAGE = 0;
/** To the server: a segment of a request, not the last. */
export const SEGMENT = 1;
/** Either way: acknowledges without data. */
export const ACK = 2;
/** To the server: opens a connection, and resets it. */
export const SYN = 3;
export const RESET = 4;
/** Kinds that a server receives. */
export const SERVER_KINDS = 5;
/** To a client: a segment of a response, not the last. */
export const RESPONSE_SEGMENT = 6;
/** To a client: accepts its connection. */
export const SYN_ACK = 7;

/** Payload of a full segment on Ethernet without jumbo frames. */
const MSS_BYTES = 1460;
/** Segments of one direction of a connection that are in flight at most: a buffer of 64 KB. */
export const WINDOW_SEGMENTS = 44;
const ETHERNET_IP_TCP = 14 + 20 + 20;
const TIMESTAMP_OPTION = 12;
/** Options of a SYN: maximum segment size, window scale, and padding. */
const SYN_OPTIONS = 20;
const MIN_FRAME = 60;
/** Frame check sequence, preamble and gap between frames. */
const FCS_PREAMBLE_GAP = 4 + 8 + 12;

/** What one exchange of a request and its response looks like on the wire. */
export interface Exchange {
  /** Whether the ends use TCP timestamps. */
  readonly timestamps: boolean;
  readonly requestSegments: number;
  readonly responseSegments: number;
  /** Wire bytes of a frame that the server receives, by kind. */
  readonly requestWireBytes: readonly number[];
  /** Wire bytes of the last, or only, segment of a response; of the segments before it; of an ACK. */
  readonly responseWireBytes: number;
  readonly segmentWireBytes: number;
  readonly ackWireBytes: number;
  readonly synWireBytes: number;
}

/** Wire bytes of one segment; IX negotiates no TCP timestamps, Linux does. */
export function wireBytes(payloadBytes: number, timestamps: boolean): number {
  const frame = payloadBytes + ETHERNET_IP_TCP + (timestamps ? TIMESTAMP_OPTION : 0);
  return Math.max(frame, MIN_FRAME) + FCS_PREAMBLE_GAP;
}

/** Wire bytes of a whole message, all its segments. */
export function messageWireBytes(payloadBytes: number, timestamps: boolean): number {
  const mss = MSS_BYTES - (timestamps ? TIMESTAMP_OPTION : 0);
  const full = Math.max(0, Math.ceil(payloadBytes / mss) - 1);
  return full * wireBytes(mss, timestamps) + wireBytes(payloadBytes - full * mss, timestamps);
}

/** Cuts messages of the given payloads into frames. */
export function exchangeOf(
  requestBytes: number,
  responseBytes: number,
  timestamps: boolean,
): Exchange {
  const mss = MSS_BYTES - (timestamps ? TIMESTAMP_OPTION : 0);
  const requestSegments = Math.max(1, Math.ceil(requestBytes / mss));
  const responseSegments = Math.max(1, Math.ceil(responseBytes / mss));
  const full = wireBytes(mss, timestamps);
  const ack = wireBytes(0, timestamps);
  const syn = wireBytes(SYN_OPTIONS, false);
  const last = wireBytes(requestBytes - (requestSegments - 1) * mss, timestamps);
  return {
    timestamps,
    requestSegments,
    responseSegments,
    requestWireBytes: [last, full, ack, syn, ack],
    responseWireBytes: wireBytes(responseBytes - (responseSegments - 1) * mss, timestamps),
    segmentWireBytes: full,
    ackWireBytes: ack,
    synWireBytes: syn,
  };
}
