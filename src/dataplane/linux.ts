/**
 * Linux: interrupts, softirq, epoll and sockets. A worker thread per hardware thread, pinned beside the
 * interrupt of its receive queue; the kernel runs on the worker's core and before it.
 * Source: Linux 3.16 (net/core/dev.c, fs/eventpoll.c), the baseline of Belay et al., OSDI 2014.
 */
import { count, time } from "../params.ts";
import { ExponentialStream } from "../engine/exponential.ts";
import { defineDataplane, noCounts } from "./contract.ts";
import { linuxCosts } from "./linux-costs.ts";
import { LINUX_FIGURES } from "./linux-figures.ts";
import { LinuxThread } from "./linux-thread.ts";

export const linux = defineDataplane({
  id: "linux",
  title: "Linux",
  doc: "Kernel sockets and epoll, one pinned worker per hardware thread: interrupts, softirq, wake-ups and system calls.",
  source: "Linux 3.16.1; OSDI'14 section 5.1",
  params: {
    interruptModeration: time(
      "15us",
      "Shortest time between two interrupts of a receive queue.",
      "ixgbe adapts it, 10 us for small messages; calibrated to OSDI'14 Fig. 2 and 4",
      { min: 0, max: "1ms" },
    ),
    rxRing: count(512, "Receive descriptors per port and hardware thread.", "ixgbe default", {
      min: 64,
      max: 4096,
    }),
    napiWeight: count(64, "Most packets of one NAPI poll.", "Linux 3.16, ixgbe", {
      min: 1,
      max: 256,
    }),
  },
  figures: LINUX_FIGURES,
  halts: true,
  timestamps: true,
  create: (machine, tcp, params) => {
    const counts = noCounts();
    const server = {
      machine,
      tcp,
      cost: linuxCosts(machine, params, tcp.responseSegments),
      counts,
      wakeUps: new ExponentialStream(machine.random("linux-wake-up")),
      waits: new ExponentialStream(machine.random("linux-contention")),
    };
    return { threads: machine.threads.map((_, i) => new LinuxThread(server, i)), counts };
  },
});
