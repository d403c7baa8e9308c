/** What is measured in one run of a pattern: saved, gained, missed and moved, as SoCC'15 and TOCS'16 reckon it. */
import type { Slo } from "../../experiment/definition.ts";
import { estimateMetric } from "../../experiment/estimate.ts";
import { excursionsOf } from "../../experiment/pattern/excursions.ts";
import { reportsOf } from "../../experiment/pattern/reports.ts";
import type { RunRecord } from "../../stats/record.ts";
import { backgroundGain, STANDALONE_MB_PER_S } from "../../stats/savings/background-gain.ts";
import { energySaving } from "../../stats/savings/energy-saving.ts";
import { curvesOf, type StaticExploration } from "./static-exploration.ts";

/** By name; undefined where the run or the exploration does not tell. */
export type PatternValues = Readonly<Record<string, number | undefined>>;

/** Of the policy that saves energy, against the largest static configuration and the frontier. */
export function savingOf(
  { series }: RunRecord,
  { power, largest }: StaticExploration,
): PatternValues {
  if (series === undefined || largest === undefined) return {};
  const seconds = reportsOf(series).map(({ achievedRps: rps, watts }) => ({ rps, watts }));
  const saving = energySaving(seconds, largest.curve, curvesOf(power));
  return {
    energySaved: saving.saved,
    energyBound: saving.bound,
    energyShareOfPareto: saving.shareOfBound ?? undefined,
    meanPower: saving.meanWatts,
    maxStaticPower: saving.maxStaticWatts,
    paretoPower: saving.paretoWatts,
  };
}

/** Of the policy that leaves cores to a background job, against the job alone and the frontier. */
export function gainOf({ series }: RunRecord, { background }: StaticExploration): PatternValues {
  if (series === undefined || background.length === 0) return {};
  const seconds = reportsOf(series).map(({ achievedRps: rps, backgroundMbPerS: mbPerS }) => ({
    rps,
    mbPerS,
  }));
  const gain = backgroundGain(seconds, curvesOf(background), STANDALONE_MB_PER_S);
  return {
    backgroundShare: gain.gain,
    backgroundBound: gain.bound,
    backgroundShareOfPareto: gain.shareOfBound ?? undefined,
    backgroundThroughput: gain.meanMbPerS,
  };
}

const NS_PER_US = 1e3;

/** Of every policy: seconds above the objective, and what it moved. */
export function conductOf(record: RunRecord, slo: Slo | null): PatternValues {
  const { above, reports, worstUs } = excursionsOf([record], slo);
  const migration = record.histograms["migration"];
  const of = (measure: string) => estimateMetric([record], measure).value ?? undefined;
  return {
    secondsAboveSlo: reports === 0 ? undefined : above / reports,
    worstP99: worstUs ?? undefined,
    policySteps: of("policySteps"),
    migrations: of("migrations"),
    migrationMedian: of("migration.p50"),
    migrationP95:
      migration === undefined || migration.count === 0
        ? undefined
        : migration.percentileNs(95) / NS_PER_US,
    migrationWorst: of("migration.worst"),
  };
}
