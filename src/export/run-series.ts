/** The time series of a run: columns of one value per period of simulated time, by name. */
import type { RunRecord } from "../stats/record.ts";

type Series = Readonly<Record<string, readonly (number | null)[]>>;

/** Records of runs whose load stands still have none. */
interface WithSeries {
  readonly series?: Series;
  readonly seriesPeriodPs?: number;
}

export const seriesOf = ({ series = {} }: RunRecord & WithSeries): Series => series;

/** Simulated time between two values, ps; undefined without series. */
export const seriesPeriodPs = (record: RunRecord & WithSeries): number | undefined =>
  record.seriesPeriodPs;
