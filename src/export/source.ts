/** What an export reads: an experiment and its runs, wherever they are. */
import type { Definition } from "../experiment/definition.ts";
import type { RunRecord } from "../stats/record.ts";

export interface ExportSource {
  readonly definition: Definition;
  readonly definitionHash: string;
  readonly modelVersion: string;
  /** Of the service; left out for an experiment that ran without one. */
  readonly stored?: { readonly number: number; readonly id: string };
  /** Every run, by index, so that those of a point follow one another. */
  runs(): AsyncIterable<ExportRun>;
  /** Names of the time series that any of its records has, sorted. */
  seriesNames(): Promise<readonly string[]>;
}

export interface ExportRun {
  readonly index: number;
  readonly pointIndex: number;
  readonly replication: number;
  /** Root of its random streams, a decimal integer below 2^64. */
  readonly seed: string;
  readonly contentKey: string;
  /** QUEUED, RUNNING, SUCCEEDED or FAILED. */
  readonly state: string;
  /** Digest of its record; null without one. */
  readonly digest: string | null;
  /**
   * What it measured; null until it has succeeded. A record takes a quarter of a megabyte for each of its
   * histograms, so it may be decoded anew each time it is asked for.
   */
  readonly record: RunRecord | null;
}
