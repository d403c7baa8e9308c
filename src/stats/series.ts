/** What a run was like from report to report: columns of equal length, one value per report. Plain data. */

export interface Series {
  /** Time from one report to the next, in ps; the first report ends this long after measuring began. */
  readonly periodPs: number;
  /** By name, unit last in it (`experiment/pattern/series-columns.ts`); null where a report has no such value. */
  readonly columns: Readonly<Record<string, readonly (number | null)[]>>;
}
