/**
 * What IX costs, in core cycles of a thread that runs alone, and which cache lines it touches.
 * Stage costs come from the kernel statistics behind OSDI 2014, which are of an older build; one factor,
 * fitted to the echo rows, scales them all. docs/models/ix.md derives them.
 */
import { assumed, calibrated } from "../hw/figure.ts";

const KSTATS =
  "OSDI'14 kernel statistics, scaled to the published build by the echo rows (x 0.758)";
const ECHO = "OSDI'14 Fig. 3 and 4, echo rows of IX";

export const IX_FIGURES = {
  passCycles: calibrated(769, "cycles/pass", KSTATS),
  portCycles: calibrated(507, "cycles/pass/port", ECHO),
  emptyPassShare: assumed(
    0.5,
    "ratio",
    "share of a pass's fixed cost that a pass without packets pays",
  ),
  receiveDriverCycles: calibrated(78, "cycles/packet", KSTATS),
  tcpInputCycles: calibrated(597, "cycles/packet", KSTATS),
  receiveDoneCycles: calibrated(170, "cycles/message", KSTATS),
  tcpOutputCycles: calibrated(483, "cycles/message", KSTATS),
  transmitDriverCycles: calibrated(69, "cycles/packet", KSTATS),
  libixCycles: calibrated(269, "cycles/message", `${KSTATS}: user time of the echo server`),
  missesPerMessage: calibrated(
    1.14,
    "misses/message",
    "OSDI'14 Fig. 4, L3 misses at 432 connections",
  ),
  missesPerPass: calibrated(
    2.1,
    "misses/pass/port",
    "OSDI'14 Fig. 4, L3 misses at 1,296 connections",
  ),
  linesPerConnection: calibrated(28.7, "lines", "OSDI'14 Fig. 4, L3 misses at 250,992 connections"),
  headerLines: assumed(3, "lines/packet", "descriptor, mbuf header, packet header"),
  ringEntryBytes: assumed(192, "B/descriptor", "three lines per descriptor"),
} as const;
