/**
 * A load pattern as the simulation takes it: a rate that is held for a short while, so that arrivals within
 * it are Poisson. Held is the rate in the middle, which keeps the area under straight lines.
 */
import { ms, PS_PER_S, seconds } from "../../units.ts";
import type { RateOverTime } from "./contract.ts";

/** How long a rate is held, in ps. Assumed: a ten-thousandth of the smooth pattern's period, and less. */
export const HOLD_PERIOD_PS = ms(10);

/** Warm-up and measured time of the papers' runs, in ps. Source: SoCC'15 scripts. */
export const PATTERN_PHASES = Object.freeze({ warmupPs: seconds(60), measurePs: seconds(240) });

/**
 * Requests/s, held for `periodPs` each, from the start of the warm-up to the end of the measured time;
 * the warm-up is at the rate with which measuring begins.
 */
export function holdRates(
  rate: RateOverTime,
  { warmupPs, measurePs }: { readonly warmupPs: number; readonly measurePs: number },
  periodPs: number,
): Float64Array {
  const rates = new Float64Array(Math.ceil((warmupPs + measurePs) / periodPs));
  for (let i = 0; i < rates.length; i++) {
    const middlePs = (i + 0.5) * periodPs - warmupPs;
    rates[i] = rate(Math.max(0, middlePs / PS_PER_S));
  }
  return rates;
}
