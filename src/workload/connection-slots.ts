/** Connections of threads that draw their own load, and the slots of their outstanding requests. */
import { SLOT_BITS } from "./thread-frames.ts";

/** Requests outstanding at most, over all connections of a simulation. */
export const MOST_OUTSTANDING = 1 << SLOT_BITS;
export const CONNECTIONS = 1 << 17;

/** Connections by thread; those of a thread stand together. */
export const members = new Int32Array(CONNECTIONS);
/** Which of the connection's slots the next request takes. */
export const cursor = new Uint8Array(CONNECTIONS);
/** Arrivals that wait for a slot. */
export const waiting = new Int32Array(CONNECTIONS);
/** By slot: when the response to its last request was back; Infinity while it is out. */
export const backPs = new Float64Array(MOST_OUTSTANDING);
