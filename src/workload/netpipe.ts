/**
 * NetPIPE: two machines with the same system exchange one message of s bytes for ever.
 * Source: OSDI'14 section 5.2, Fig. 2.
 */
import { bytes } from "../params.ts";
import { defineWorkload } from "./contract.ts";
import { PingPong } from "./ping-pong.ts";

/** Frames that two machines may have under way: messages, acknowledgements and windows with room to spare. */
const FRAMES = 4096;

export const netpipe = defineWorkload({
  id: "netpipe",
  title: "NetPIPE",
  doc: "Ping-pong of one message over one connection; both ends run the system under test.",
  source: "OSDI'14 section 5.2; Snell et al., NetPIPE, 1996",
  params: {
    messageBytes: bytes("64B", "Payload of the message.", "OSDI'14 Fig. 2", {
      min: 1,
      max: 1_048_576,
    }),
  },
  figures: {},
  loop: "closed",
  traffic: ({ messageBytes }) => ({
    connections: 1,
    hotConnections: 1,
    outstanding: FRAMES,
    requestPayloadBytes: messageBytes,
    responsePayloadBytes: messageBytes,
    sendPs: 0,
    receivePs: 0,
    isPingPong: true,
  }),
  application: () => ({
    eventCycles: 0,
    socketCycles: 0,
    misses: 0,
    isLocked: false,
    lockCycles: 0,
    lockStallPs: 0,
  }),
  clients: (_, side) => new PingPong(side),
});
