/**
 * The ideal central queue: one first-come first-served queue that all hardware threads serve, M/G/c. Nothing costs
 * anything but the requests' own work, and threads of one core do not slow one another.
 * Source: queueing theory; the upper bound of ZygOS, Prekas et al., SOSP 2017.
 */
import { ActorClock } from "../engine/actor-clock.ts";
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

export const idealCentral = defineDataplane({
  id: "ideal-central",
  title: "Ideal, central queue",
  doc: "All hardware threads serve one first-come first-served queue, without any overhead: M/G/c.",
  source: "Kendall 1953; ZygOS, SOSP'17",
  params: {},
  figures: {},
  halts: false,
  timestamps: false,
  create: (machine, tcp) => {
    const server = new IdealServer(machine, tcp, 1, () => 0);
    return { threads: server.threads, counts: server.counts };
  },
  direct: ({ threads, arrivals, sink }) => {
    const counts = noCounts();
    const discipline = new CentralQueue(threads.length);
    return { clients: new IdealQueue(arrivals, discipline, threads, sink, counts), counts };
  },
});

/** Requests go, in the order in which they arise, each to the thread that is free first. */
class CentralQueue implements Discipline {
  readonly freePs: Float64Array;
  readonly workPs: Float64Array;
  /** Its actors are the threads, which act when they are free. */
  readonly #free: ActorClock;
  readonly #room = new WaitingRoom(MOST_WAITING);

  constructor(threads: number) {
    this.#free = new ActorClock(threads);
    for (let thread = 0; thread < threads; thread++) this.#free.set(thread, 0);
    this.freePs = this.#free.atPs;
    this.workPs = new Float64Array(threads);
  }

  complete({ atPs, servicePs, endPs }: RequestBlock, first: number, last: number): void {
    const { freePs, workPs } = this;
    const free = this.#free;
    const room = this.#room;
    for (let row = first; row < last; row++) {
      const thread = free.first();
      const arisesPs = atPs[row]!;
      let beginPs = freePs[thread]!;
      if (beginPs <= arisesPs) beginPs = arisesPs;
      else if (room.hasRoom(arisesPs)) room.enter(beginPs);
      else {
        endPs[row] = DROPPED;
        continue;
      }
      const workingPs = servicePs[row]!;
      workPs[thread] = workPs[thread]! + workingPs;
      endPs[row] = beginPs + workingPs;
      freePs[thread] = beginPs + workingPs;
      free.moved(thread);
    }
  }
}
