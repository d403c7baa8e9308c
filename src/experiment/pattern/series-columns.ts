/** The columns of a series, for those who read one: unit and meaning of each. */
import type { Report } from "./reports.ts";

export interface SeriesColumnInfo {
  readonly unit: string;
  readonly doc: string;
}

export const SERIES_COLUMNS: Readonly<Record<keyof Report, SeriesColumnInfo>> = Object.freeze({
  offeredRps: { unit: "requests/s", doc: "Load that the clients offered." },
  achievedRps: { unit: "requests/s", doc: "Load that was answered." },
  p99Us: {
    unit: "us",
    doc: "99th percentile of latency; null if nothing was answered.",
  },
  watts: { unit: "W", doc: "Package power." },
  step: { unit: "", doc: "Step of the policy's ladder at the end of the report, from 0." },
  cores: { unit: "cores", doc: "Cores that the policy has given, at the end of the report." },
  hardwareThreads: {
    unit: "threads",
    doc: "Hardware threads that the policy has given, at the end of the report.",
  },
  ghz: { unit: "GHz", doc: "Clock at the end of the report." },
  backgroundMbPerS: { unit: "MB/s", doc: "Throughput of the background job; 0 without one." },
  migrations: { unit: "commands", doc: "Migrate commands that ended in the report." },
  slowestMigrationUs: {
    unit: "us",
    doc: "The slowest of them, from command to end; null if there was none.",
  },
});
