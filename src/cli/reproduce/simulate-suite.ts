/**
 * Simulates all runs of the suite under one progress bar. A run that several figures share is done
 * once. Runs are taken in an order that mixes cheap and costly ones, because the time that is left is
 * estimated from the share of runs that is done.
 */
import type { PlannedRun } from "../../experiment/expand.ts";
import type { MeasuredPreset, SuitePreset } from "../../scoreboard/suite.ts";
import { progressBar } from "../progress-bar.ts";
import { simulateAll } from "../run-threads.ts";

export async function simulateSuite(
  presets: readonly SuitePreset[],
  label: string,
  threads: number | undefined,
): Promise<readonly MeasuredPreset[]> {
  const distinct = new Map<string, PlannedRun>();
  for (const { expansion } of presets) {
    for (const run of expansion.runs) distinct.set(run.contentKey, run);
  }
  // Keys are hashes, so their order has nothing to do with cost.
  const keys = [...distinct.keys()].toSorted();
  const runs = keys.flatMap((key, index) => {
    const run = distinct.get(key);
    return run === undefined ? [] : [{ index, plan: run.plan }];
  });
  const bar = progressBar(label, runs.length);
  const records = await simulateAll({ runs }, (done) => bar.update(done), threads).finally(() =>
    bar.stop(),
  );
  const byKey = new Map(keys.map((key, index) => [key, records[index]]));
  return presets.map((preset) => ({
    ...preset,
    records: preset.expansion.points.map((point) =>
      preset.expansion.runs
        .filter((run) => run.pointIndex === point.index)
        .flatMap((run) => byKey.get(run.contentKey) ?? []),
    ),
  }));
}
