/**
 * A stored experiment as a source of exports, read some runs at a time: neither its runs nor their records are
 * ever held all together, and the results that pages show stay in their cache.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import {
  type MeasuredRun,
  readMeasuredRuns,
  readSeriesNames,
} from "../../db/read/measured-runs.ts";
import type { Db, StoredExperiment } from "../../db/read/stored.ts";
import { decodeRecord, type RecordJson } from "../../experiment/record-json.ts";
import type { ExportRun, ExportSource } from "../../export/source.ts";

/** Runs of one statement: with their records, a few megabytes. */
const RUNS_AT_A_TIME = 50;

export function storedSource(db: Db, experiment: StoredExperiment): ExportSource {
  const { id, number, definition, definitionHash, modelVersion, runsTotal } = experiment;
  return {
    definition,
    definitionHash,
    modelVersion,
    stored: { id, number },
    async *runs() {
      for (let after = -1, read = 0; read < runsTotal; ) {
        const runs = await readMeasuredRuns(db, id, after, RUNS_AT_A_TIME);
        for (const run of runs) {
          // Decoding and estimating take their time; others are answered in between.
          await nextTurn();
          yield decodedWhenAsked(run);
        }
        const last = runs.at(-1);
        if (last === undefined) return;
        after = last.index;
        read += runs.length;
      }
    },
    async seriesNames() {
      return (await readSeriesNames(db, id)).toSorted();
    },
  };
}

function decodedWhenAsked({ record, ...run }: MeasuredRun): ExportRun {
  return {
    ...run,
    get record() {
      return record === null ? null : decodeRecord(record as RecordJson);
    },
  };
}
