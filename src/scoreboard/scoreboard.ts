/**
 * The scoreboard: every published value of the suite beside its simulated one, errors per figure, the
 * headline rows, and how many fitted numbers stand behind it. This is the document that
 * `ixlab reproduce --json` prints and the service stores; keys are only ever added.
 */
import { type CalibrationCount, countCalibrated } from "./calibration-count.ts";
import { type ErrorSummary, summariseErrors } from "./error-summary.ts";
import { type Headline, headlinesOf } from "./headlines.ts";
import type { PublishedRow } from "./published.ts";
import { isMet, type ScoreRow, scoreRow } from "./score-row.ts";
import { type MeasuredPreset, SUITE } from "./suite.ts";

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
}

/**
 * @param published rows of the suite.
 * @param presets experiments of the suite, or of some of its figures; rows of others are left out.
 */
export function scoreboardOf(
  published: readonly PublishedRow[],
  presets: readonly MeasuredPreset[],
): Scoreboard {
  const sources = new Set(presets.flatMap(({ figure }) => figure.sources));
  const rows = published
    .filter(({ figure }) => sources.has(figure))
    .map((row) => scoreRow(row, presets));
  const calibration = rows.filter((row) => row.role === "calibration");
  const met = calibration.filter(isMet).length;
  return {
    suite: SUITE,
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
    headlines: headlinesOf(rows),
    calibration: countCalibrated(presets, calibration, isMet),
  };
}

const errorsOf = (rows: readonly ScoreRow[]) => rows.map((row) => row.relativeError);
