/**
 * What IX's elastic threads serve, request by request, in the order in which each connection is served.
 *
 * A thread's public state says it all between two passes: after one it has taken `taken` more frames, and they stand
 * in its ring before the last of those that are outstanding. So the witness stands around `step` of each thread, in the
 * test alone, and the simulator's loop carries nothing for it.
 */
import type { IxOpenLoop } from "../../src/dataplane/ix-open-loop.ts";
import type { IxOpenThread } from "../../src/dataplane/ix-open-thread.ts";
import { clock } from "../../src/engine/actor-clock.ts";
import * as frames from "../../src/workload/thread-frames.ts";

export interface Served {
  readonly connection: number;
  /** Which of the outstanding requests of its connection it is. */
  readonly slot: number;
  readonly sentPs: number;
  /** At the NIC, the last time if it was sent again. */
  readonly arrivedPs: number;
  readonly servedPs: number;
  readonly isWhole: boolean;
}

/** Every request that is served from now on, as it is taken by a thread. */
export function witness(run: IxOpenLoop, depth: number): Served[] {
  const served: Served[] = [];
  for (const thread of run.threads) {
    const step = thread.step.bind(thread);
    thread.step = () => {
      const before = thread.taken;
      step();
      for (const row of takenRows(thread, thread.taken - before)) {
        served.push({
          slot: frames.slotAndPort[row]! & frames.SLOT_MASK,
          connection: frames.connectionOf(frames.slotAndPort[row]!, depth),
          sentPs: frames.sentPs[row]!,
          arrivedPs: frames.atPs[row]!,
          servedPs: clock.nowPs,
          isWhole: frames.demandCycles[row]! > 0,
        });
      }
    };
  }
  return served;
}

/** Rows of the frames that a thread has taken last. */
function takenRows({ load, outstanding }: IxOpenThread, count: number): number[] {
  const first = load.tail - outstanding;
  return Array.from({ length: count }, (_, i) => load.ring + ((first + i) & load.mask));
}

/** Requests that were served before they had arrived, or before one of their connection that had come earlier. */
export function misplaced(served: readonly Served[]): Served[] {
  const last = new Map<number, number>();
  return served.filter(({ connection, arrivedPs, servedPs }) => {
    const before = last.get(connection) ?? 0;
    last.set(connection, Math.max(before, arrivedPs));
    return arrivedPs < before || servedPs < arrivedPs;
  });
}

/** How many requests were served more than once. */
export function repeated(served: readonly Served[]): number {
  return served.length - new Set(served.map((one) => `${one.slot}/${one.sentPs}`)).size;
}
