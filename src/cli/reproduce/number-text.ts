/** Simulated values and errors of the scoreboard as a terminal shows them. */
import { bareTexts, gradeOf, signedPercent, valueText } from "../../plot/value-text.ts";
import type { ScoreRow } from "../../scoreboard/score-row.ts";
import { paint } from "../paint.ts";

/** The simulated value with its interval, or why there is none. */
export function simulatedText(row: ScoreRow): string {
  const { simulated, ciLow, ciHigh, unit } = row;
  if (simulated === null) return absenceText(row);
  const value = valueText(simulated, unit);
  if (ciLow === null || ciHigh === null) return value;
  const [low, high] = bareTexts(simulated, [ciLow, ciHigh], unit);
  return `${value} ${paint("dim", `[${low}, ${high}]`)}`;
}

const absenceText = ({ absent }: ScoreRow): string =>
  paint("dim", `- (${(absent ?? "NO_SAMPLES").toLowerCase().replaceAll("_", " ")})`);

const STYLES = { good: "green", fair: "cyan", poor: "yellow", bad: "red" } as const;

export const MARK_LEGEND = "= within 4 %   ~ within 12 %   ! within 25 %   !! beyond";

/** `~ +6.2 %`, coloured by size. */
export function errorText(error: number | null): string {
  if (error === null) return "";
  const { mark, grade } = gradeOf(error);
  return paint(STYLES[grade], `${mark.padEnd(2)} ${signedPercent(error)}`);
}

export const percent = (share: number | null): string =>
  share === null ? "-" : `${(100 * share).toFixed(1)} %`;
