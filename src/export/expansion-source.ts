/** An experiment that ran in this process, as a source of exports. */
import { recordDigest } from "../experiment/digest.ts";
import type { Expansion } from "../experiment/expand.ts";
import type { RunRecord } from "../stats/record.ts";
import type { ExportRun, ExportSource } from "./source.ts";

/** @param records of every run, by run index. */
export function expansionSource(expansion: Expansion, records: readonly RunRecord[]): ExportSource {
  const { definition, definitionHash, modelVersion } = expansion;
  return {
    definition,
    definitionHash,
    modelVersion,
    runs: () => finishedRuns(expansion, records),
    seriesNames: async () =>
      [...new Set(records.flatMap(({ series }) => Object.keys(series?.columns ?? {})))].toSorted(),
  };
}

async function* finishedRuns(
  { runs }: Expansion,
  records: readonly RunRecord[],
): AsyncGenerator<ExportRun> {
  for (const { index, pointIndex, replication, plan, contentKey } of runs) {
    const record = records[index] ?? null;
    yield {
      index,
      pointIndex,
      replication,
      seed: plan.rootSeed,
      contentKey,
      state: record === null ? "QUEUED" : "SUCCEEDED",
      get digest() {
        return record === null ? null : recordDigest(record);
      },
      record,
    };
  }
}
