/**
 * How much was fitted to reach these errors: for each platform, dataplane and workload of the suite
 * the number of its figures that are calibrated, beside the calibration rows that rest on it and how
 * many of these it meets. A model with as many fitted numbers as rows has explained nothing.
 */
import { DATAPLANES } from "../dataplane/registry.ts";
import type { Figures } from "../hw/figure.ts";
import { PLATFORMS } from "../hw/registry.ts";
import { WORKLOADS } from "../workload/registry.ts";
import type { ScoreRow } from "./score-row.ts";
import type { MeasuredPreset } from "./presets.ts";

export interface CalibrationCount {
  readonly family: "platform" | "dataplane" | "workload";
  readonly id: string;
  readonly calibratedValues: number;
  /** Calibration rows that rest on it, and those within tolerance. */
  readonly rows: number;
  readonly met: number;
}

export function countCalibrated(
  presets: readonly MeasuredPreset[],
  rows: readonly ScoreRow[],
  isMet: (row: ScoreRow) => boolean,
): readonly CalibrationCount[] {
  const definitions = presets.map(({ expansion }) => expansion.definition);
  const count = (
    family: CalibrationCount["family"],
    members: readonly { readonly id: string; readonly figures: object }[],
    used: readonly string[],
    restsOn: (row: ScoreRow, id: string) => boolean,
  ): CalibrationCount[] =>
    members
      .filter(({ id }) => used.includes(id))
      .map(({ id, figures }) => {
        const own = rows.filter((row) => restsOn(row, id));
        const calibratedValues = calibratedOf(figures as Figures);
        return { family, id, calibratedValues, rows: own.length, met: own.filter(isMet).length };
      });
  const platforms = definitions.map((d) => d.platform);
  const dataplanes = definitions.flatMap((d) => d.systems.map((s) => s.dataplane.kind));
  const workloads = definitions.map((d) => d.workload.kind);
  return [
    ...count("platform", PLATFORMS, platforms, () => true),
    ...count(
      "dataplane",
      DATAPLANES,
      dataplanes,
      (row, id) => row.system === id && !isOfPower(row),
    ),
    ...count("workload", WORKLOADS, workloads, (row, id) => row.setup["workload"] === id),
  ];
}

/** Readings of power rest on the platform alone. */
const isOfPower = ({ metric }: ScoreRow): boolean => metric === "packagePower";

const calibratedOf = (figures: Figures): number =>
  Object.values(figures).filter(({ kind }) => kind === "calibrated").length;
