/**
 * Frames on their way, one row each. The row of a request goes on as its response, so a small exchange is one
 * index from the moment its client sends until the answer is back. Queues are linked through `next`; a freed
 * row is used again.
 *
 * There is one table, of a size that no simulation passes, and whoever simulates takes it over: arrays that are
 * constants of a module are constants to the compiler, which reads them without looking them up. Memory is only
 * spent on rows that were in use.
 */
export const NONE = -1;

/** Rows of the table. */
export const ROWS = 1 << 23;
/** Rows that are linked into the free list at a time. */
const LINKED = 1024;

/** When the client sent it. */
export const sentPs = new Float64Array(ROWS);
/** When its frame stands in the receive ring, later when its response is back at the client. */
export const atPs = new Float64Array(ROWS);
export const connection = new Int32Array(ROWS);
/** What the frame means (src/tcp/frames.ts). */
export const kind = new Uint8Array(ROWS);
/** Wire bytes of the frame that this row becomes on its way back. */
export const replyBytes = new Int32Array(ROWS);
/** Application work of the request, in core cycles of a thread that runs alone. */
export const demandCycles = new Float64Array(ROWS);
/** Link of the queue that the row stands in, or NONE. */
export const next = new Int32Array(ROWS);
/** Link of frames in a calendar, or on their way out of one. */
export const later = new Int32Array(ROWS);

/** Most frames outstanding. */
export let capacity = 0;
/** Rows in use: frames sent and not yet done with. */
export let outstanding = 0;
let free = NONE;
/** Rows that have ever been linked. */
let linked = 0;

/** Forgets all frames; at most `most` may be outstanding from now on, and never more than `ROWS`. */
export function reset(most: number): void {
  capacity = most < ROWS ? most : ROWS;
  outstanding = 0;
  free = NONE;
  linked = 0;
}

export function allocate(): number {
  if (free === NONE) link(1);
  const packet = free;
  free = next[packet]!;
  outstanding += 1;
  return packet;
}

/** The row that is allocated next; the others follow it through `next`. At most 1024 at once. */
export function firstOf(count: number): number {
  if (linked < outstanding + count) link(outstanding + count - linked);
  return free;
}

/** Allocates the first `count` free rows at once; `rest` is the one behind them. */
export function allocated(count: number, rest: number): void {
  free = rest;
  outstanding += count;
}

export function release(packet: number): void {
  next[packet] = free;
  free = packet;
  outstanding -= 1;
}

/** Puts rows that were never used, at least so many, in front of the free ones. */
function link(atLeast: number): void {
  const first = linked;
  const end = Math.min(first + LINKED, capacity);
  if (end - first < atLeast) throw new RangeError(`more than ${capacity} frames outstanding`);
  for (let row = first; row < end; row++) next[row] = row + 1;
  next[end - 1] = free;
  free = first;
  linked = end;
}
