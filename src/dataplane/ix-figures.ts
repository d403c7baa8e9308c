/**
 * What IX costs, in core cycles of a thread that runs alone, and which cache lines it touches.
 * Stage costs come from the kernel statistics behind OSDI 2014, which are of an older build; one factor,
 * fitted to the echo rows, scales them all. docs/models/ix.md derives them.
 */
import { assumed, calibrated, given } from "../hw/figure.ts";

const KSTATS =
  "OSDI'14 kernel statistics, scaled to the published build by the echo rows (x 0.758)";
const ECHO = "OSDI'14 Fig. 3 and 4, echo rows of IX";

export const IX_FIGURES = {
  passCycles: calibrated(560, "cycles/pass", `${KSTATS}, less the crossings`),
  portCycles: calibrated(507, "cycles/pass/port", ECHO),
  emptyPassShare: assumed(
    1,
    "ratio",
    "share of a pass's fixed cost that a pass without packets pays",
  ),
  crossings: given(2, "crossings/cycle", "OSDI'14 4.3: one per batch each way, no VM exit"),
  crossingCycles: given(
    140,
    "cycles/crossing",
    "OSDI'14 section 6: ring 3 to ring 0 inside VMX non-root costs about one L3 miss",
  ),
  softwareQueue: given(32768, "packets/port", "ix-project/ix, dp/core/ethqueue.c"),
  receiveDriverCycles: calibrated(78, "cycles/packet", KSTATS),
  tcpInputCycles: calibrated(597, "cycles/packet", KSTATS),
  receiveDoneCycles: calibrated(170, "cycles/message", KSTATS),
  tcpOutputCycles: calibrated(483, "cycles/message", KSTATS),
  segmentCopyCycles: calibrated(
    920,
    "cycles/segment",
    "OSDI'14 Fig. 2 and 3c: further segments of a message (0.63 cycles/B)",
  ),
  connectionCycles: calibrated(560, "cycles/connection", ECHO),
  transmitDriverCycles: calibrated(69, "cycles/packet", KSTATS),
  libixCycles: calibrated(269, "cycles/message", `${KSTATS}: user time of the echo server`),
  missesPerMessage: calibrated(
    0.6,
    "misses/message",
    "OSDI'14 Fig. 4, L3 misses at 432 connections",
  ),
  missesPerPort: calibrated(
    3.7,
    "misses/port",
    "OSDI'14 Fig. 4, L3 misses at 18 and 432 connections: descriptors and tail of each port that receives or sends in a pass",
  ),
  linesPerConnection: calibrated(28.7, "lines", "OSDI'14 Fig. 4, L3 misses at 250,992 connections"),
  headerLines: assumed(3, "lines/packet", "descriptor, mbuf header, packet header"),
  ringEntryBytes: assumed(192, "B/descriptor", "three lines per descriptor"),
} as const;
