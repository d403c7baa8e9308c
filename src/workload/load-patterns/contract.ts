/**
 * What a load pattern is: how the load that the clients offer changes with time. Time 0 is where measuring
 * begins; before it, the warm-up holds the rate of that instant (hold-rates.ts).
 */
import type { RandomStream } from "../../engine/random.ts";
import type { Member, Params, ParamValues } from "../../params.ts";

/** Requests/s at a number of seconds since measuring began, not negative; the same whenever it is asked. */
export type RateOverTime = (seconds: number) => number;

export interface LoadPattern<P extends Params = Params> extends Member<P> {
  /**
   * @param random gives the streams of a run by the name of their consumer.
   * @throws RangeError if the values contradict one another, as does `maximumRps`.
   */
  rateAt(params: ParamValues<P>, random: (consumer: string) => RandomStream): RateOverTime;
  /** No rate is above it, in requests/s, whatever is drawn. */
  maximumRps(params: ParamValues<P>): number;
  /** A report whose 99th percentile is above it, in ps, is the last one; 0, or not given: none is. */
  stopAbovePs?(params: ParamValues<P>): number;
}

export const defineLoadPattern = <P extends Params>(pattern: LoadPattern<P>): LoadPattern<P> =>
  pattern;
