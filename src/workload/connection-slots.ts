/** Connections of threads that draw their own load, and the slots of their outstanding requests. */
import { SLOT_BITS } from "./thread-frames.ts";

/** Requests outstanding at most, over all connections of a simulation. */
export const MOST_OUTSTANDING = 1 << SLOT_BITS;
export const CONNECTIONS = 1 << 17;

/** Room for the connections of all threads, each of which may have any of them. */
export const MEMBERS = 1 << 22;
/** Connections by thread; those of a thread stand together. */
export const members = new Int32Array(MEMBERS);
/** Which of the connection's slots the next request takes. */
export const cursor = new Uint8Array(CONNECTIONS);
/** Which load draws its arrivals. */
export const owner = new Uint16Array(CONNECTIONS);
/** Arrivals that wait for a slot. */
export const waiting = new Int32Array(CONNECTIONS);
/** By slot: when the response to its last request was back; Infinity while it is out. */
export const backPs = new Float64Array(MOST_OUTSTANDING);

/** When the response to the last request of a connection's next slot is back. */
export const nextBackPs = (connection: number, depth: number): number =>
  backPs[connection * depth + cursor[connection]!]!;

/** The next slot of a connection is the one that is back first. */
export function seek(connection: number, depth: number): void {
  const first = connection * depth;
  for (let i = 0; i < depth; i++) {
    if (backPs[first + i]! < nextBackPs(connection, depth)) cursor[connection] = i;
  }
}

/** The connections of one thread. */
export interface Members {
  readonly load: readonly number[];
  readonly latency: readonly number[];
}
