/**
 * The highest of some loads that meets the objective, without simulating all of them: both ends, a guess from what an
 * overloaded point achieved, growing steps away from it, and bisection of what is left. It ends with two neighbours,
 * one that meets and one that misses, both simulated. That load and objective are monotone is assumed, as the papers
 * do (OSDI'14, Table 2).
 *
 * It is replayed from the first probe whenever more is known, so that it needs no state: which loads are probed
 * depends on what was measured alone.
 */

export interface Probe {
  readonly meets: boolean;
  /** Load beyond which it cannot meet, in requests/s: what an overloaded point achieved; null if it tells nothing. */
  readonly ceilingRps: number | null;
}

/** A load just below what an overloaded point achieves: latency rises before throughput ends. */
const BELOW_CEILING = 0.97;

/**
 * Indices of the loads that are wanted, in the order in which they are asked for. Those after the first that is not
 * known yet are not told, but both ends are asked for at once.
 * @param loads rising, in requests/s.
 * @param probe what a load's point showed; undefined while it is not known.
 */
export function wantedLoads(
  loads: readonly number[],
  probe: (index: number) => Probe | undefined,
): readonly number[] {
  const top = loads.length - 1;
  const asked = top > 0 ? [0, top] : [0];
  const [bottom, highest] = [probe(0), probe(top)];
  if (bottom === undefined || highest === undefined) return asked;
  if (!bottom.meets || highest.meets) return asked;
  let low = 0;
  let high = top;
  let next = firstGuess(loads, highest.ceilingRps);
  // Steps away from a guess grow while they lead the same way; from where they turn on, the rest is halved.
  let step = highest.ceilingRps === null ? 0 : 1;
  let before: boolean | undefined;
  while (high - low > 1) {
    const index = Math.min(high - 1, Math.max(low + 1, next));
    asked.push(index);
    const found = probe(index);
    if (found === undefined) return asked;
    if (found.meets) low = index;
    else high = index;
    if (before !== undefined && before !== found.meets) step = 0;
    before = found.meets;
    next = step === 0 ? (low + high) >> 1 : index + (found.meets ? step : -step);
    step *= 2;
  }
  return asked;
}

/** The last load below the ceiling; without one, the middle. */
function firstGuess(loads: readonly number[], ceilingRps: number | null): number {
  if (ceilingRps === null) return (loads.length - 1) >> 1;
  return loads.findLastIndex((rps) => rps <= BELOW_CEILING * ceilingRps);
}
