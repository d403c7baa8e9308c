/** Frames at threads that draw their own load, in rings of one thread each: when sent and arrived, and for what. */

/** Rows of all rings. */
export const ROWS = 1 << 22;

export const sentPs = new Float64Array(ROWS);
export const atPs = new Float64Array(ROWS);
export const demandCycles = new Float64Array(ROWS);
/** Time of a port for the response, in ps. */
export const replyPs = new Int32Array(ROWS);
/** The connection's slot that the request takes, in the lower bits, and above them the port of its connection. */
export const slotAndPort = new Int32Array(ROWS);
export const SLOT_BITS = 20;
export const SLOT_MASK = (1 << SLOT_BITS) - 1;

/** A frame moves to another row. */
export function copy(from: number, to: number): void {
  sentPs[to] = sentPs[from]!;
  atPs[to] = atPs[from]!;
  demandCycles[to] = demandCycles[from]!;
  replyPs[to] = replyPs[from]!;
  slotAndPort[to] = slotAndPort[from]!;
}

/** The connection of a frame, whose connections have `depth` slots each. */
export const connectionOf = (word: number, depth: number): number =>
  Math.floor((word & SLOT_MASK) / depth);
