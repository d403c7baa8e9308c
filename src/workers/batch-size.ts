/**
 * How many runs to claim at once. Tiny runs are claimed and committed by the dozen, so that the
 * database is asked a few times a second; long ones singly, so that no worker sits on work that
 * another could do.
 */

/** A batch should take about this long. */
const TARGET_MS = 400;
const LARGEST = 64;
/** Sizes grow no faster than this, because the next runs may be other ones. */
const GROWTH = 4;

export function nextBatchSize(lastSize: number, meanRunMs: number): number {
  const wanted = Math.floor(TARGET_MS / Math.max(meanRunMs, 0.1));
  return Math.max(1, Math.min(wanted, lastSize * GROWTH, LARGEST));
}
