/**
 * The echo server: every message is answered by one of its size. Closed loop over many connections, with real
 * handshakes and resets when a connection ends after n messages.
 * Source: OSDI'14 sections 5.3 and 5.4, Fig. 3 and 4, and the scripts behind them.
 */
import { assumed, calibrated, given, valuesOf } from "../hw/figure.ts";
import { bytes, count } from "../params.ts";
import { WINDOW_SEGMENTS } from "../tcp/frames.ts";
import { us } from "../units.ts";
import { defineWorkload } from "./contract.ts";
import { EchoClients } from "./echo-clients.ts";

const ECHO_ROWS = "OSDI'14 Fig. 4, IX at 18 and 432 connections";

const ECHO_FIGURES = {
  clientStack: calibrated(19.3, "us", `${ECHO_ROWS}: stack and wake-up of a client`),
  clientMessage: calibrated(5.7, "us", `${ECHO_ROWS}: thread time of one message`),
  clientReconnect: assumed(11.4, "us", "closing and opening, as two further messages"),
  clientAck: assumed(5, "us", "interrupt and softirq of a Linux client"),
  threadsPerClient: given(16, "threads", "OSDI'14 scripts: 16 threads of 50 connections"),
  threadsPerClientForever: given(24, "threads", "OSDI'14 scripts, connection scalability"),
  hotShare: calibrated(
    0.568,
    "ratio",
    "OSDI'14 Fig. 3b, n = 64 and 1024: an empirical correction, docs/models/echo.md",
  ),
} as const;

export const echo = defineWorkload({
  id: "echo",
  title: "Echo",
  doc: "Clients that open a connection, exchange n messages of s bytes in turn, reset it and open the next, as fast as they are answered.",
  source: "OSDI'14 sections 5.3 and 5.4",
  params: {
    messageBytes: bytes("64B", "Payload of a message and of its answer.", "OSDI'14: 64 B to 8 KB", {
      min: 1,
      max: 1_048_576,
    }),
    messagesPerConnection: count(
      1,
      "Messages before a connection is reset (n); forever means that it never is.",
      "OSDI'14 Fig. 3b",
      { min: 0, max: 1e9, words: { forever: 0 } },
    ),
    connections: count(14_400, "Connections open at a time.", "OSDI'14: 18 x 16 x 50", {
      min: 1,
      max: 500_000,
    }),
    clients: count(18, "Client machines.", "OSDI'14 scripts", { min: 1, max: 1000 }),
  },
  figures: ECHO_FIGURES,
  loop: "closed",
  traffic: (params) => {
    const figure = valuesOf(ECHO_FIGURES);
    const { connections, messageBytes, messagesPerConnection } = params;
    const inFlight = Math.min(WINDOW_SEGMENTS, Math.ceil(messageBytes / 1448));
    return {
      connections,
      hotConnections: connections * (messagesPerConnection === 0 ? 1 : figure.hotShare),
      outstanding: connections * (2 * inFlight + 3),
      requestPayloadBytes: messageBytes,
      responsePayloadBytes: messageBytes,
      sendPs: 0,
      receivePs: 0,
      isPingPong: false,
    };
  },
  application: () => ({
    eventCycles: 0,
    socketCycles: 0,
    misses: 0,
    isLocked: false,
    lockCycles: 0,
    lockStallPs: 0,
  }),
  clients: (params, side) => {
    const figure = valuesOf(ECHO_FIGURES);
    const forever = params.messagesPerConnection === 0;
    const threads = forever ? figure.threadsPerClientForever : figure.threadsPerClient;
    return new EchoClients(side, {
      connections: params.connections,
      messagesPerConnection: params.messagesPerConnection,
      threads: params.clients * threads,
      messagePs: us(figure.clientMessage),
      reconnectPs: us(figure.clientReconnect),
      stackPs: us(figure.clientStack),
      ackPs: us(figure.clientAck),
    });
  },
});
