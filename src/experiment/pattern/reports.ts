/** The reports of a run whose load or policy moves: what its clients, its meters and its policy show, one after another. */
import type { Series } from "../../stats/series.ts";

/** One report. The names are those of the series' columns. */
export interface Report {
  readonly offeredRps: number;
  readonly achievedRps: number;
  /** 99th percentile of the latency client's requests, of all in a scan; null if none was answered. */
  readonly p99Us: number | null;
  /** Package power as RAPL shows it; in reports shorter than its period, as it is. */
  readonly watts: number;
  /** What the policy has set, at the end of the report. */
  readonly step: number;
  readonly cores: number;
  readonly hardwareThreads: number;
  readonly ghz: number;
  readonly backgroundMbPerS: number;
  /** Migrate commands that ended in it, and the slowest of them; null if there was none. */
  readonly migrations: number;
  readonly slowestMigrationUs: number | null;
}

/** Columns of reports. */
export function seriesOf(reports: readonly Report[], periodPs: number): Series {
  const names = Object.keys(reports[0] ?? {}) as (keyof Report)[];
  const columns = names.map((name) => [name, reports.map((report) => report[name])] as const);
  return { periodPs, columns: Object.fromEntries(columns) };
}

/**
 * Reports of a series, for those who draw or sum them.
 * @throws RangeError if it lacks a column.
 */
export function reportsOf({ columns }: Series): readonly Report[] {
  const { offeredRps = [] } = columns;
  return offeredRps.map((_, i) => {
    const at = (name: keyof Report): number | null => {
      const value = columns[name]?.[i];
      if (value === undefined) throw new RangeError(`a series without ${name}`);
      return value;
    };
    const known = (name: keyof Report): number => at(name) ?? 0;
    return {
      offeredRps: known("offeredRps"),
      achievedRps: known("achievedRps"),
      p99Us: at("p99Us"),
      watts: known("watts"),
      step: known("step"),
      cores: known("cores"),
      hardwareThreads: known("hardwareThreads"),
      ghz: known("ghz"),
      backgroundMbPerS: known("backgroundMbPerS"),
      migrations: known("migrations"),
      slowestMigrationUs: at("slowestMigrationUs"),
    };
  });
}
