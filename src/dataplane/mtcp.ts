/**
 * mTCP: TCP in user space, in a thread of its own beside the application's on every core; the two exchange
 * batches of events and of writes.
 * Source: Jeong et al., "mTCP: a Highly Scalable User-level TCP Stack for Multicore Systems", NSDI 2014; loop
 * and lists as in mtcp-stack/mtcp, mtcp/src/core.c and tcp_out.c.
 */
import { count } from "../params.ts";
import { defineDataplane, noCounts } from "./contract.ts";
import { mtcpCosts } from "./mtcp-costs.ts";
import { MTCP_FIGURES } from "./mtcp-figures.ts";
import { MtcpSenders, MtcpSendList } from "./mtcp-send-list.ts";
import { MtcpThread } from "./mtcp-thread.ts";

export const mtcp = defineDataplane({
  id: "mtcp",
  title: "mTCP",
  doc: "A TCP thread and an application thread on every core take turns and exchange batches; a second hyperthread is not used.",
  source: "Jeong et al., NSDI 2014; mtcp-stack/mtcp",
  params: {
    rxBatch: count(
      2048,
      "Most packets that one turn of the TCP thread takes.",
      "Jeong et al., NSDI 2014",
      { min: 64, max: 4096 },
    ),
    rxRing: count(
      4096,
      "Receive descriptors per port and core.",
      "mtcp-stack/mtcp, io_engine/driver/ixgbe.h",
      { min: 64, max: 4096 },
    ),
  },
  figures: MTCP_FIGURES,
  halts: true,
  timestamps: true,
  oneQueuePerCore: true,
  create: (machine, tcp, params) => {
    const counts = noCounts();
    const cost = mtcpCosts(machine, params);
    const sleeps = machine.random("mtcp-sleep");
    const server = { machine, tcp, cost, counts, sleeps };
    const senders = new MtcpSenders(tcp.exchange, machine.connections, cost);
    return {
      threads: machine.threads.map((_, i) => new MtcpThread(server, i, new MtcpSendList(senders))),
      counts,
    };
  },
});
