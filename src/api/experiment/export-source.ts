/**
 * A stored experiment as a source of exports, read some runs at a time: neither its runs nor their records are
 * ever held all together, and the results that pages show stay in their cache.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import {
  type MeasuredRun,
  readMeasuredRuns,
  readSeriesNames,
  type RunRange,
} from "../../db/read/measured-runs.ts";
import type { Db, StoredExperiment } from "../../db/read/stored.ts";
import { decodeRecord, type RecordJson } from "../../experiment/record-json.ts";
import type { ExportRun, ExportSource } from "../../export/source.ts";

/** Runs of one statement: with their records, a few megabytes. */
const RUNS_AT_A_TIME = 50;
/** Only names come back. */
const NAMES_AT_A_TIME = 1000;

export function storedSource(db: Db, experiment: StoredExperiment): ExportSource {
  const { id, number, definition, definitionHash, modelVersion, runsTotal } = experiment;
  return {
    definition,
    definitionHash,
    modelVersion,
    stored: { id, number },
    async *runs() {
      for (const range of rangesOf(runsTotal, RUNS_AT_A_TIME)) {
        for (const run of await readMeasuredRuns(db, id, range)) {
          // Decoding and estimating take their time; others are answered in between.
          await nextTurn();
          yield decodedWhenAsked(run);
        }
      }
    },
    async seriesNames() {
      const names = new Set<string>();
      for (const range of rangesOf(runsTotal, NAMES_AT_A_TIME)) {
        for (const name of await readSeriesNames(db, id, range)) names.add(name);
      }
      return [...names].toSorted();
    },
  };
}

function* rangesOf(total: number, size: number): Generator<RunRange> {
  for (let first = 0; first < total; first += size) {
    yield { first, end: Math.min(total, first + size) };
  }
}

function decodedWhenAsked({ record, ...run }: MeasuredRun): ExportRun {
  return {
    ...run,
    get record() {
      return record === null ? null : decodeRecord(record as RecordJson);
    },
  };
}
