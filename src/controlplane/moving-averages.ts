/**
 * Exponential moving averages with three memories. A policy that must react looks at the fast one; one
 * that must not be misled by a moment looks at the slow one.
 * Source: IX, `dp/core/ethqueue.c`, EMA_SMOOTH_FACTOR_0 to 2.
 */

/** Weight of the newest sample in each average. */
const FAST = 0.5;
const MEDIUM = 0.25;
const SLOW = 0.125;

/** One quantity, smoothed in three ways; each is in the unit of its samples. */
export interface MovingAverages {
  /** The newest sample weighs 0.5. */
  readonly fast: number;
  /** The newest sample weighs 0.25. */
  readonly medium: number;
  /** The newest sample weighs 0.125. */
  readonly slow: number;
}

/** Averages before the first sample: they begin at zero and rise, as the shared memory of IX does. */
export const NO_SAMPLES: MovingAverages = Object.freeze({ fast: 0, medium: 0, slow: 0 });

/** An average after one more sample, which weighs `weight`. */
const moved = (average: number, sample: number, weight: number): number =>
  (1 - weight) * average + weight * sample;

/** The fast average after one more sample, for what is kept in one way only. */
export const movedFast = (average: number, sample: number): number => moved(average, sample, FAST);

/** The three averages after one more sample. */
export const movedAll = (averages: MovingAverages, sample: number): MovingAverages => ({
  fast: moved(averages.fast, sample, FAST),
  medium: moved(averages.medium, sample, MEDIUM),
  slow: moved(averages.slow, sample, SLOW),
});
