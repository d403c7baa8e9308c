/** The wave that `slope` and `step` share, as mutilate's `triangle`: straight up and straight down again. */

/**
 * The wave at a time: `lowRps` at 0, `highRps` half a period later.
 * @param period in the unit of `time`.
 */
export function triangleRps(lowRps: number, highRps: number, period: number, time: number): number {
  const phase = time / period - Math.floor(time / period);
  const share = phase < 0.5 ? 2 * phase : 2 - 2 * phase;
  return lowRps + (highRps - lowRps) * share;
}
