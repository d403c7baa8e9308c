/**
 * The scoreboard: every published value of the suite beside its simulated one, errors per figure, the
 * headline rows, and how many fitted numbers stand behind it. This is the document that
 * `ixlab reproduce --json` prints and the service stores; keys are only ever added.
 */
import { type CalibrationCount, countCalibrated } from "./calibration-count.ts";
import { type ErrorSummary, summariseErrors } from "./error-summary.ts";
import type { Check } from "./check.ts";
import type { Headline } from "./headline.ts";
import type { MeasuredPreset } from "./presets.ts";
import type { PublishedRow } from "./published.ts";
import { isMet, type ScoreRow } from "./score-row.ts";
import type { Suite } from "./suite.ts";

export interface FigureErrors extends ErrorSummary {
  readonly figure: string;
}

export interface Scoreboard {
  readonly suite: string;
  readonly modelVersion: string;
  readonly rows: readonly ScoreRow[];
  readonly figures: readonly FigureErrors[];
  /** Over all calibration rows. */
  readonly overall: ErrorSummary & { readonly withinTolerance: number };
  readonly headlines: readonly Headline[];
  readonly calibration: readonly CalibrationCount[];
  /** Claims that are no single published number; left out by suites that have none. */
  readonly checks?: readonly Check[];
}

/**
 * @param published all rows that were published, of any suite.
 * @param presets experiments of the suite, or of some of its figures; rows of others are left out.
 */
export function scoreboardOf(
  suite: Suite,
  published: readonly PublishedRow[],
  presets: readonly MeasuredPreset[],
): Scoreboard {
  const rows = suite.rows(published, presets);
  const calibration = rows.filter((row) => row.role === "calibration");
  const met = calibration.filter(isMet).length;
  const checks = suite.checks?.(presets);
  return {
    suite: suite.id,
    modelVersion: presets[0]?.expansion.modelVersion ?? "",
    rows,
    figures: [...new Set(rows.map(({ figure }) => figure))].map((figure) => ({
      figure,
      ...summariseErrors(errorsOf(rows.filter((row) => row.figure === figure))),
    })),
    overall: {
      ...summariseErrors(errorsOf(calibration)),
      withinTolerance: calibration.length === 0 ? 0 : met / calibration.length,
    },
    headlines: suite.headlines(rows),
    calibration: countCalibrated(presets, calibration, isMet),
    ...(checks && { checks }),
  };
}

/** Of rows that have something to be compared with. */
const errorsOf = (rows: readonly ScoreRow[]) =>
  rows
    .filter(({ published, range }) => published !== null || range !== undefined)
    .map((row) => row.relativeError);
