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

/**
 * Frames of some rows come to stand in the order in which they arrive, as the last rows of a ring's list that is in
 * such an order itself: those that have arrived by `nowPs` keep theirs.
 */
export function sortByArrival(rows: readonly number[], nowPs: number): void {
  const list = rows.map((row) => ({
    sentPs: sentPs[row]!,
    atPs: atPs[row]!,
    demandCycles: demandCycles[row]!,
    replyPs: replyPs[row]!,
    slotAndPort: slotAndPort[row]!,
  }));
  list.sort((a, b) => Math.max(a.atPs, nowPs) - Math.max(b.atPs, nowPs));
  for (const [i, row] of rows.entries()) {
    const frame = list[i]!;
    sentPs[row] = frame.sentPs;
    atPs[row] = frame.atPs;
    demandCycles[row] = frame.demandCycles;
    replyPs[row] = frame.replyPs;
    slotAndPort[row] = frame.slotAndPort;
  }
}

/** The connection of a frame, whose connections have `depth` slots each. */
export const connectionOf = (word: number, depth: number): number =>
  Math.floor((word & SLOT_MASK) / depth);
