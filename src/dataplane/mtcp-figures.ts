/**
 * What mTCP costs, in core cycles of a core whose siblings on the socket are idle, and how its two threads
 * take turns. "Code" is mtcp-stack/mtcp. docs/models/mtcp.md derives the calibrated values.
 */
import { assumed, calibrated, given } from "../hw/figure.ts";

const CODE = "mtcp-stack/mtcp";

export const MTCP_FIGURES = {
  cycleTime: calibrated(
    75,
    "us",
    "OSDI'14 Fig. 2, 64 B, and Fig. 3c, 8,192 B: shortest time from one turn of the TCP thread to the next",
  ),
  sleepTimeout: given(
    100,
    "us",
    `${CODE}, psio_module.c: PS_SELECT_TIMEOUT; interrupts come later, at most 956 in a second (install.py)`,
  ),
  turnCycles: assumed(3000, "cycles/turn", "context switch, calls of the packet engine, timers"),
  receiveCycles: assumed(
    1000,
    "cycles/packet",
    "driver, copy to user space, checksum in software, flow lookup, TCP input",
  ),
  transmitCycles: assumed(700, "cycles/packet", "TCP output, checksum in software, copy, driver"),
  segmentCycles: assumed(
    1450,
    "cycles/segment",
    "copies and checksum of a full segment, either way: one cycle per byte",
  ),
  messageCycles: calibrated(
    2030,
    "cycles/message",
    "OSDI'14 Fig. 3b, n = 1,024: event, mtcp_read, mtcp_write, job queues",
  ),
  connectionCycles: calibrated(
    3000,
    "cycles/connection",
    "OSDI'14 Fig. 3a, one core: accept, buffers, close",
  ),
  contention: calibrated(
    0.0425,
    "ratio/core",
    "OSDI'14 Fig. 3a, 1 to 8 cores: cycles grow with each other busy core",
  ),
  linesPerConnection: assumed(
    14,
    "lines",
    "stream, its send and receive variables, socket, heads of its buffers",
  ),
  chunkPackets: given(64, "packets", `${CODE}, psio_module.c: PS_CHUNK_SIZE`),
  bufferSegments: calibrated(
    64,
    "segments",
    "OSDI'14 Fig. 2, 1 MiB (4.6 Gb/s): send buffer of one connection; the code's default is 8 KB",
  ),
  initialWindow: given(2, "segments", `${CODE}, tcp_in.c: congestion window after the handshake`),
} as const;
