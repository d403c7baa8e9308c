/**
 * The state of all hardware threads, a row each, by actor number. Arrays that are constants of a module are constants
 * to the compiler, which reads them without looking them up; so one simulation runs at a time.
 */

/** Rows for the threads of two machines. */
export const ROWS = 1024;

export const isBusy = new Uint8Array(ROWS);
export const fixedUntilPs = new Float64Array(ROWS);
export const cycles = new Float64Array(ROWS);
export const stallPs = new Float64Array(ROWS);
export const aheadCycles = new Float64Array(ROWS);
export const kernelShare = new Float64Array(ROWS);
export const alarmPs = new Float64Array(ROWS);
export const psPerCycle = new Float64Array(ROWS);
export const kernelPs = new Float64Array(ROWS);
export const busyPs = new Float64Array(ROWS);
export const idlePs = new Float64Array(ROWS);
/** How much cycles are stretched while the sibling is busy. */
export const stretch = new Float64Array(ROWS);
export const endPs = new Float64Array(ROWS);
/** How long the part after the fixed one takes from beginning to end, as it is stretched now. */
export const fullPs = new Float64Array(ROWS);
/** Since when the thread is busy or idle, or when that was last booked. */
export const sincePs = new Float64Array(ROWS);
/** The thread that shares the core, or the row of nobody, which is never busy. */
export const sibling = new Int32Array(ROWS);
export const machine = new Uint8Array(ROWS);

/** A row as that of a thread that has done nothing yet. */
export function clearRow(row: number): void {
  for (const column of [
    isBusy,
    fixedUntilPs,
    cycles,
    stallPs,
    aheadCycles,
    kernelShare,
    kernelPs,
  ]) {
    column[row] = 0;
  }
  for (const column of [psPerCycle, busyPs, idlePs, stretch, fullPs, sincePs, sibling, machine]) {
    column[row] = 0;
  }
  alarmPs[row] = Number.POSITIVE_INFINITY;
  endPs[row] = Number.POSITIVE_INFINITY;
}
