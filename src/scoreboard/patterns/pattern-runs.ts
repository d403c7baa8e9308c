/** The runs of a suite that follow a load pattern under IX's policies. */
import type { PlannedPoint } from "../../experiment/expand.ts";
import type { RunRecord } from "../../stats/record.ts";
import type { MeasuredPreset } from "../presets.ts";

/** What a policy is for: power saved, or work of a background job. */
export type Goal = "energy" | "background";

/** The released controller's two policies. */
const GOALS: Readonly<Record<string, Goal>> = Object.freeze({
  "ix-energy": "energy",
  "ix-background": "background",
});

/** One pattern under one policy, over all replications. */
export interface PatternRuns {
  /** Id of the load pattern. */
  readonly pattern: string;
  readonly goal: Goal;
  readonly point: PlannedPoint;
  readonly preset: MeasuredPreset;
  /** By replication: each is another layout of flow groups. */
  readonly records: readonly RunRecord[];
}

/** In the order of the presets; one that several figures show counts once. */
export function patternRunsOf(presets: readonly MeasuredPreset[]): readonly PatternRuns[] {
  const distinct = new Map(presets.map((preset) => [preset.file, preset]));
  return [...distinct.values()].flatMap((preset) =>
    preset.expansion.points.flatMap((point): PatternRuns[] => {
      const { loadPattern, policy } = point.system;
      const goal = GOALS[policy.kind];
      if (loadPattern === undefined || goal === undefined) return [];
      const records = preset.records[point.index] ?? [];
      return [{ pattern: loadPattern.kind, goal, point, preset, records }];
    }),
  );
}
