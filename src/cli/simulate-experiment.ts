/** Simulates an experiment in this process: all of its runs, or round after round of those that are wanted next. */
import type { Definition } from "../experiment/definition.ts";
import { type Expansion, expand } from "../experiment/expand.ts";
import type { RunRecord } from "../stats/record.ts";
import { progressBar } from "./progress-bar.ts";
import { simulateAll } from "./run-threads.ts";

export interface SimulatedExperiment {
  readonly expansion: Expansion;
  /** By run index. */
  readonly records: readonly RunRecord[];
}

/** @param mostThreads simulations at a time; all cores without it. */
export async function simulateExperiment(
  definition: Definition,
  mostThreads?: number,
): Promise<SimulatedExperiment> {
  const known = new Map<number, RunRecord>();
  let expansion = expand(definition);
  let missing = expansion.runs;
  for (let round = 1; missing.length > 0; round++) {
    const name = round === 1 ? definition.name : `${definition.name}, round ${round}`;
    const bar = progressBar(name, missing.length);
    const found = await simulateAll(
      { runs: missing },
      (done) => bar.update(done),
      mostThreads,
    ).finally(() => bar.stop());
    for (const { index } of missing) {
      const record = found[index];
      if (record !== undefined) known.set(index, record);
    }
    expansion = expand(definition, known);
    missing = expansion.runs.filter(({ index }) => !known.has(index));
  }
  const records: RunRecord[] = [];
  for (const [index, record] of known) records[index] = record;
  return { expansion, records };
}
