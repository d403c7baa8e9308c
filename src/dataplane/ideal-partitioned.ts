/**
 * The ideal partitioned queue: every request goes to a hardware thread picked evenly at random, and each thread serves
 * its own queue in order, c x M/G/1. Nothing costs anything but the requests' own work, and threads of one core do
 * not slow one another.
 * Source: queueing theory; the bound of shared-nothing systems in ZygOS, Prekas et al., SOSP 2017.
 */
import type { RandomStream } from "../engine/random.ts";
import { defineDataplane, noCounts } from "./contract.ts";
import {
  type Discipline,
  DROPPED,
  IdealQueue,
  MOST_WAITING,
  type RequestBlock,
} from "./ideal-queue.ts";
import { IdealServer } from "./ideal-server.ts";
import { WaitingRoom } from "./ideal-waiting-room.ts";

export const idealPartitioned = defineDataplane({
  id: "ideal-partitioned",
  title: "Ideal, partitioned queues",
  doc: "Each request goes to a random hardware thread, each of which serves its own first-come first-served queue, without any overhead: c x M/G/1.",
  source: "Kendall 1953; ZygOS, SOSP'17",
  params: {},
  figures: {},
  halts: false,
  timestamps: false,
  create: (machine, tcp) => {
    const picks = machine.random("thread-picks");
    const queues = machine.threads.length;
    const server = new IdealServer(machine, tcp, queues, () => picks.below(queues));
    return { threads: server.threads, counts: server.counts };
  },
  direct: ({ threads, arrivals, sink, random }) => {
    const counts = noCounts();
    const discipline = new PartitionedQueues(threads.length, random("thread-picks"));
    return { clients: new IdealQueue(arrivals, discipline, threads, sink, counts), counts };
  },
});

/** Lindley's recursion, once per thread. */
class PartitionedQueues implements Discipline {
  readonly freePs: Float64Array;
  readonly workPs: Float64Array;
  readonly #picks: RandomStream;
  readonly #rooms: readonly WaitingRoom[];

  constructor(threads: number, picks: RandomStream) {
    this.freePs = new Float64Array(threads);
    this.workPs = new Float64Array(threads);
    this.#picks = picks;
    // Room is halved until all queues together have no more than one central queue.
    const size = 2 ** Math.floor(Math.log2(MOST_WAITING / threads));
    this.#rooms = Array.from({ length: threads }, () => new WaitingRoom(size));
  }

  complete({ atPs, servicePs, endPs }: RequestBlock, first: number, last: number): void {
    const { freePs, workPs } = this;
    const picks = this.#picks;
    for (let row = first; row < last; row++) {
      const thread = picks.below(freePs.length);
      const arisesPs = atPs[row]!;
      let beginPs = freePs[thread]!;
      if (beginPs <= arisesPs) beginPs = arisesPs;
      else {
        const room = this.#rooms[thread]!;
        if (!room.hasRoom(arisesPs)) {
          endPs[row] = DROPPED;
          continue;
        }
        room.enter(beginPs);
      }
      const workingPs = servicePs[row]!;
      workPs[thread] = workPs[thread]! + workingPs;
      endPs[row] = beginPs + workingPs;
      freePs[thread] = beginPs + workingPs;
    }
  }
}
