/** Bytes that a TCP segment takes on an Ethernet wire. */
const ETHERNET_IP_TCP = 14 + 20 + 20;
const TIMESTAMP_OPTION = 12;
const MIN_FRAME = 60;
/** Frame check sequence, preamble and gap between frames. */
const FCS_PREAMBLE_GAP = 4 + 8 + 12;

/** Wire bytes of one segment; IX negotiates no TCP timestamps, Linux does. */
export function wireBytes(payloadBytes: number, timestamps: boolean): number {
  const frame = payloadBytes + ETHERNET_IP_TCP + (timestamps ? TIMESTAMP_OPTION : 0);
  return Math.max(frame, MIN_FRAME) + FCS_PREAMBLE_GAP;
}
