/**
 * Energy that a policy saves under a load pattern, as SoCC'15 and TOCS'16 define it: against the largest
 * static configuration, whose power is read from its curve at the load achieved in each second.
 */
import { mean } from "simple-statistics";
import { frontierAt } from "./frontier.ts";
import { type StaticCurve, valueAt } from "./static-curve.ts";

/** One measured second under a policy. */
export interface PowerSecond {
  /** Requests/s answered in it. */
  readonly rps: number;
  /** Package power, W. */
  readonly watts: number;
}

export interface EnergySaving {
  /** Mean power measured, of the largest static configuration, and on the Pareto frontier, W. */
  readonly meanWatts: number;
  readonly maxStaticWatts: number;
  readonly paretoWatts: number;
  /** Share of the static configuration's energy that the policy saves; negative if it costs more. */
  readonly saved: number;
  /** The same on the frontier: what could be saved. */
  readonly bound: number;
  /** What is saved of what could be; null if nothing could be. */
  readonly shareOfBound: number | null;
}

/**
 * @param maxStatic curve of all cores, both threads, at Turbo.
 * @param configurations curves of all static configurations; the frontier is made from them.
 */
export function energySaving(
  pattern: readonly PowerSecond[],
  maxStatic: StaticCurve,
  configurations: readonly StaticCurve[],
): EnergySaving {
  const meanWatts = mean(pattern.map(({ watts }) => watts));
  const maxStaticWatts = mean(pattern.map(({ rps }) => valueAt(maxStatic, rps)));
  const paretoWatts = mean(pattern.map(({ rps }) => frontierAt(configurations, rps, "LOWER")));
  const spare = maxStaticWatts - paretoWatts;
  return {
    meanWatts,
    maxStaticWatts,
    paretoWatts,
    saved: 1 - meanWatts / maxStaticWatts,
    bound: 1 - paretoWatts / maxStaticWatts,
    shareOfBound: spare === 0 ? null : (maxStaticWatts - meanWatts) / spare,
  };
}
