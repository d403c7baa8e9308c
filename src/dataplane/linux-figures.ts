/**
 * What Linux 3.16 costs per interrupt, packet, wake-up and system call, in core cycles of a thread that
 * runs alone on an otherwise idle socket.
 */
import { assumed, calibrated, given } from "../hw/figure.ts";

const ECHO = "OSDI'14 Fig. 3 and 4, echo rows of Linux";
const USR = "OSDI'14 Table 2 and Fig. 5, USR rows of Linux";

export const LINUX_FIGURES = {
  interruptCycles: calibrated(
    2200,
    "cycles/interrupt",
    `${USR}: maximum under the SLO; entry, ixgbe handler, NAPI scheduling and completion`,
  ),
  pollCycles: assumed(500, "cycles/poll", "one NAPI poll"),
  softirqBudget: given(300, "packets/softirq", "Linux 3.16, net.core.netdev_budget"),
  completionCycles: assumed(
    300,
    "cycles/packet",
    "freeing one transmitted packet in the NAPI poll",
  ),
  packetCycles: assumed(2530, "cycles/packet", "driver, GRO, IP and TCP input, socket wake-up"),
  wakeCycles: assumed(3300, "cycles/wake-up", "wake-up, switch to the thread, later back to idle"),
  epollCycles: assumed(1200, "cycles/call", "epoll_wait"),
  readCycles: calibrated(
    2250,
    "cycles/call",
    `${USR}: maximum under the SLO and peak; epoll event and one read of all that waits`,
  ),
  libeventCycles: assumed(1000, "cycles/event", "user: dispatch of one readiness event"),
  sendCycles: calibrated(3150, "cycles/message", `${USR}: peak; sendmsg, TCP output, driver`),
  contention: calibrated(
    0.139,
    "ratio/core",
    `${ECHO}: kernel cycles grow with each other busy core`,
  ),
  segmentCycles: calibrated(
    2860,
    "cycles/segment",
    "OSDI'14 Fig. 2 and 3c: copying and queueing one further segment, either way",
  ),
  ackCycles: assumed(1500, "cycles/ACK", "sending a bare acknowledgement from the softirq"),
  openCycles: assumed(2500, "cycles/connection", "SYN: request socket, SYN-ACK"),
  connectionCycles: calibrated(
    35500,
    "cycles/connection",
    `${ECHO}: accept, socket and epoll set-up, close`,
  ),
  bondCycles: calibrated(1980, "cycles/message", `${ECHO}, four ports: the bonding driver`),
  lineCycles: calibrated(
    178,
    "cycles/line",
    "OSDI'14 Fig. 4, Linux at 9,936 and 250,992 connections: miss, TLB and kernel structures",
  ),
  linesPerConnection: calibrated(43.2, "lines", "OSDI'14 Fig. 4, Linux at 250,992 connections"),
  haltExit: assumed(1.5, "us", "leaving C1; deeper states are off"),
  wakeLatency: calibrated(
    12,
    "us",
    `${USR}: unloaded p99 and mean at 100 K; mean of an exponential`,
  ),
} as const;
