/**
 * Requests that open-loop clients are about to send, in blocks of rows in the order of time: when each is sent, on
 * which connection, for what.
 */

/** Rows of one block. */
export const BLOCK = 512;
/** Three for each of 512 hardware threads. */
const BLOCKS = 1536;

export const atPs = new Float64Array(BLOCKS * BLOCK);
export const connection = new Int32Array(BLOCKS * BLOCK);
export const demandCycles = new Float64Array(BLOCKS * BLOCK);
export const replyBytes = new Int32Array(BLOCKS * BLOCK);
