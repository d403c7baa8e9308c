/**
 * The static explorations of a suite as curves: what each configuration draws, or leaves to the background job, against
 * the load that it carries. Savings and gains of all patterns are reckoned from them.
 */
import { tailLimitUs } from "../../experiment/pattern/excursions.ts";
import { type Report, reportsOf } from "../../experiment/pattern/reports.ts";
import {
  highestRps,
  SOCC15_SCAN,
  type StaticCurve,
  staticCurve,
} from "../../stats/savings/static-curve.ts";
import type { MeasuredPreset } from "../presets.ts";

export const STATIC_ENERGY = "socc15/static-energy";
export const STATIC_BACKGROUND = "socc15/static-background";

/** A setting that nobody changes, and its curve. */
export interface StaticConfiguration {
  readonly cores: number;
  readonly hardwareThreads: number;
  /** As it runs: Turbo is the bin that the number of cores allows. */
  readonly ghz: number;
  readonly curve: StaticCurve;
}

export interface StaticExploration {
  /** Power in W, of every configuration that carries anything. */
  readonly power: readonly StaticConfiguration[];
  /** Background throughput in MB/s, likewise. */
  readonly background: readonly StaticConfiguration[];
  /** The largest configuration: all threads at the highest clock; undefined if it was not explored. */
  readonly largest: StaticConfiguration | undefined;
}

/** From the presets of the explorations; without them there are no curves. */
export function explorationOf(presets: readonly MeasuredPreset[]): StaticExploration {
  const curves = (file: string, valueOf: (report: Report) => number) =>
    configurations(
      presets.find((preset) => preset.file === file),
      valueOf,
    );
  const power = curves(STATIC_ENERGY, ({ watts }) => watts);
  const background = curves(STATIC_BACKGROUND, ({ backgroundMbPerS }) => backgroundMbPerS);
  return { power, background, largest: largestOf(power) };
}

export const curvesOf = (configurations: readonly StaticConfiguration[]): readonly StaticCurve[] =>
  configurations.map(({ curve }) => curve);

function configurations(
  preset: MeasuredPreset | undefined,
  valueOf: (report: Report) => number,
): readonly StaticConfiguration[] {
  if (preset === undefined) return [];
  const { points, definition } = preset.expansion;
  const limits = { ...SOCC15_SCAN, p99Us: tailLimitUs(definition.slo) };
  return points
    .flatMap((point): StaticConfiguration[] => {
      // The scan of one layout, as the papers have one; a configuration that was not simulated has none.
      const series = preset.records[point.index]?.[0]?.series;
      const reports = series === undefined ? [] : reportsOf(series);
      const [first] = reports;
      if (first === undefined) return [];
      const scan = reports.map((report) => ({
        rps: report.achievedRps,
        // Without an answer nothing was late; such a report is below the least load that is used.
        p99Us: report.p99Us ?? 0,
        value: valueOf(report),
      }));
      const { cores, hardwareThreads, ghz } = first;
      return [{ cores, hardwareThreads, ghz, curve: staticCurve(scan, limits) }];
    })
    .filter(({ curve }) => highestRps(curve) > 0);
}

const largestOf = (all: readonly StaticConfiguration[]): StaticConfiguration | undefined =>
  all.toSorted((a, b) => b.hardwareThreads - a.hardwareThreads || b.ghz - a.ghz)[0];
