/** A pattern under each policy, second by second, beside what the largest configuration and the best would do. */
import { patternStackOf } from "../../experiment/pattern/stack.ts";
import type { PatternDrawing } from "../../plot/drawing.ts";
import type { PatternStack } from "../../plot/pattern-stack-data.ts";
import { frontierAt } from "../../stats/savings/frontier.ts";
import { valueAt } from "../../stats/savings/static-curve.ts";
import type { MeasuredPreset } from "../presets.ts";
import { type PatternRuns, patternRunsOf } from "./pattern-runs.ts";
import { curvesOf, explorationOf, type StaticExploration } from "./static-exploration.ts";

/** A drawing per pattern and policy of these presets, each of the first replication. */
export function patternDrawings(presets: readonly MeasuredPreset[]): readonly PatternDrawing[] {
  const exploration = explorationOf(presets);
  return patternRunsOf(presets).flatMap((runs): PatternDrawing[] => {
    const stack = stackOf(runs, exploration);
    if (stack === undefined) return [];
    const { pattern, goal } = runs;
    return [{ kind: "pattern-stack", id: `${pattern}-${goal}`, title: stack.title, stack }];
  });
}

function stackOf(
  { goal, point, preset, records }: PatternRuns,
  exploration: StaticExploration,
): PatternStack | undefined {
  const [record] = records;
  if (record === undefined) return undefined;
  const { definition, definitionHash, modelVersion } = preset.expansion;
  const subject = { definition, definitionHash, modelVersion, point, replication: 0 };
  const stack = patternStackOf(subject, record);
  if (stack === undefined) return undefined;
  const layout =
    records.length > 1 ? `, the first of ${records.length} layouts of flow groups` : "";
  return {
    ...stack,
    title: `${definition.name}, ${goal === "energy" ? "energy policy" : "beside a background job"}`,
    subtitle: `${point.workload.kind} on ${point.system.dataplane.kind}, policy ${point.system.policy.kind}${layout}`,
    ...boundsOf(stack, goal === "energy", exploration),
  };
}

function boundsOf(
  { reports }: PatternStack,
  isEnergy: boolean,
  { power, background, largest }: StaticExploration,
): Pick<PatternStack, "maxStaticWatts" | "paretoWatts" | "paretoMbPerS"> {
  const loads = reports.map(({ achievedRps }) => achievedRps);
  if (isEnergy) {
    if (largest === undefined) return {};
    return {
      maxStaticWatts: loads.map((rps) => valueAt(largest.curve, rps)),
      paretoWatts: loads.map((rps) => frontierAt(curvesOf(power), rps, "LOWER")),
    };
  }
  if (background.length === 0) return {};
  return { paretoMbPerS: loads.map((rps) => frontierAt(curvesOf(background), rps, "HIGHER")) };
}
