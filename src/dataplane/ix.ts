/**
 * IX: run to completion with adaptive bounded batching. An elastic thread takes what is waiting in its
 * rings, up to B packets, and never waits to fill a batch.
 * Source: Belay et al., "IX", OSDI 2014, sections 3 and 4.3; loop as in ix-project/ix, dp/core/syscall.c.
 */
import { count } from "../params.ts";
import { defineDataplane, noCounts } from "./contract.ts";
import { ixCosts } from "./ix-costs.ts";
import { IX_FIGURES } from "./ix-figures.ts";
import { hasRoom, IxOpenLoop } from "./ix-open-loop.ts";
import { IxThread } from "./ix-thread.ts";

export const ix = defineDataplane({
  id: "ix",
  title: "IX",
  doc: "Protected dataplane: polling elastic threads run each batch to completion, through TCP, the application and back.",
  source: "Belay et al., OSDI 2014",
  params: {
    batchBound: count(64, "Most packets that one cycle takes (B).", "OSDI'14 section 3 and 6", {
      min: 1,
      max: 256,
    }),
    rxRing: count(512, "Receive descriptors per port and hardware thread.", "ix-project/ix", {
      min: 64,
      max: 4096,
    }),
  },
  figures: IX_FIGURES,
  halts: false,
  isElastic: true,
  timestamps: false,
  openLoop: (machine, exchange, params, side) => {
    const isSingle = exchange.requestSegments === 1 && exchange.responseSegments === 1;
    if (machine.application.isLocked || !isSingle || !hasRoom(side.load, machine.threads.length)) {
      return undefined;
    }
    return new IxOpenLoop(machine, side, ixCosts(machine, params, 1));
  },
  create: (machine, tcp, params) => {
    const counts = noCounts();
    const costs = ixCosts(machine, params, tcp.responseSegments);
    const server = { machine, tcp, costs, counts };
    return {
      threads: machine.threads.map((_, i) => new IxThread(server, i)),
      counts,
      coresAreIndependent: true,
    };
  },
});
