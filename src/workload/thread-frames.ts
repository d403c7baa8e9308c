/** Frames at threads that draw their own load, in rings of one thread each: when sent and arrived, and for what. */

/** Rows of all rings. */
export const ROWS = 1 << 22;

export const sentPs = new Float64Array(ROWS);
export const atPs = new Float64Array(ROWS);
export const demandCycles = new Float64Array(ROWS);
export const replyBytes = new Int32Array(ROWS);
/** The connection's slot that the request takes, and the port of its connection. */
export const slot = new Int32Array(ROWS);
export const port = new Uint8Array(ROWS);

/** A frame moves to another row. */
export function copy(from: number, to: number): void {
  sentPs[to] = sentPs[from]!;
  atPs[to] = atPs[from]!;
  demandCycles[to] = demandCycles[from]!;
  replyBytes[to] = replyBytes[from]!;
  slot[to] = slot[from]!;
  port[to] = port[from]!;
}
