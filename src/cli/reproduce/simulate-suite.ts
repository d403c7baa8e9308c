/**
 * Simulates all runs of the suite under one progress bar. A run that several figures share is done
 * once. The longest come first, so that all cores have work to the end, and the time that is left is
 * estimated from the share of the work that is done.
 */
import type { PlannedRun } from "../../experiment/expand.ts";
import { expectedWork } from "../../experiment/expected-work.ts";
import type { MeasuredPreset, SuitePreset } from "../../scoreboard/presets.ts";
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
  const weighed = [...distinct.values()].map((run) => ({ run, work: expectedWork(run.plan) }));
  // Among runs of equal work the order is that of their keys: hashes, which mix cheap and costly systems.
  const ordered = weighed.toSorted(
    (a, b) => b.work - a.work || (a.run.contentKey < b.run.contentKey ? -1 : 1),
  );
  const whole = ordered.reduce((sum, { work }) => sum + work, 0);
  const far: number[] = [];
  let workDone = 0;
  const runs = ordered.map(({ run }, index) => ({ index, plan: run.plan }));
  const bar = progressBar(label, runs.length);
  const onProgress = (done: number, index: number, fraction: number) => {
    workDone += (fraction - (far[index] ?? 0)) * (ordered[index]?.work ?? 0);
    far[index] = fraction;
    bar.update(done, { share: workDone / whole });
  };
  const records = await simulateAll({ runs }, onProgress, threads).finally(() => bar.stop());
  const byKey = new Map(ordered.map(({ run }, index) => [run.contentKey, records[index]]));
  return presets.map((preset) => ({
    ...preset,
    records: preset.expansion.points.map((point) =>
      preset.expansion.runs
        .filter((run) => run.pointIndex === point.index)
        .flatMap((run) => byKey.get(run.contentKey) ?? []),
    ),
  }));
}
