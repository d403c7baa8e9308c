/** The scoreboard on a terminal: headline rows, a table per figure, and the errors in three numbers. */
import Table from "cli-table3";
import {
  measureText,
  publishedText,
  rangeVerdict,
  setupText,
  valueText,
} from "../../plot/value-text.ts";
import type { Check } from "../../scoreboard/check.ts";
import type { Headline } from "../../scoreboard/headline.ts";
import type { ScoreRow } from "../../scoreboard/score-row.ts";
import type { Scoreboard } from "../../scoreboard/scoreboard.ts";
import { paint } from "../paint.ts";
import { errorText, MARK_LEGEND, percent, simulatedText } from "./number-text.ts";

const tableOf = (head: string[], rows: string[][]): string => {
  const table = new Table({ head, style: { head: [], border: [], compact: true } });
  table.push(...rows);
  return table.toString();
};

export function scoreboardText(board: Scoreboard): string {
  return [
    ...headlineBlock(board.headlines),
    ...checkBlock(board.checks ?? []),
    ...board.figures.flatMap(({ figure }) => figureBlock(figure, board)),
    paint("bold", "Errors"),
    errorTable(board),
    calibrationTable(board),
  ].join("\n");
}

function headlineBlock(headlines: readonly Headline[]): string[] {
  if (headlines.length === 0) return [];
  const rows = headlines.map((headline) => [
    headline.id,
    valueText(headline.published, headline.unit),
    headline.simulated === null ? "-" : valueText(headline.simulated, headline.unit),
    errorText(headline.error),
    `${percent(headline.tolerance)}${isDifference(headline) ? " points" : ""}`,
    metText(headline.met),
  ]);
  const head = ["", "published", "simulated", "error", "allowed", "met"];
  return [paint("bold", "Headlines"), tableOf(head, rows), ""];
}

const isDifference = ({ unit, isRelative }: Headline): boolean =>
  unit === "ratio" && isRelative !== true;

const metText = (met: boolean | null): string =>
  met === null ? "-" : met ? paint("green", "yes") : paint("red", "NO");

function checkBlock(checks: readonly Check[]): string[] {
  if (checks.length === 0) return [];
  const rows = checks.map(({ claim, found, met }) => [claim, found, metText(met)]);
  return [paint("bold", "Checks"), tableOf(["", "simulated", "met"], rows), ""];
}

function figureBlock(figure: string, { rows }: Scoreboard): string[] {
  const own = rows.filter((row) => row.figure === figure);
  const head = ["system", "set-up", "measure", "published", "simulated", "error", "role"];
  return [paint("bold", figure), tableOf(head, own.map(rowCells)), ""];
}

function rowCells(row: ScoreRow): string[] {
  return [
    row.system,
    setupText(row.setup),
    measureText(row),
    publishedText(row),
    `${simulatedText(row)}${spreadText(row)}`,
    verdictText(row),
    row.role,
  ];
}

/** The error, or whether the value lies in the range that was published. */
function verdictText({ published, range, relativeError, unit }: ScoreRow): string {
  const missedBy = range?.missedBy ?? null;
  if (published !== null || missedBy === null) return errorText(relativeError);
  return paint(missedBy === 0 ? "green" : "yellow", rangeVerdict(missedBy, unit));
}

/** How far the replications lie apart, for rows that are the mean of one value from each. */
function spreadText({ draws, unit }: ScoreRow): string {
  if (draws === null || draws.length < 2) return "";
  const [low, high] = [Math.min(...draws), Math.max(...draws)].map((v) => valueText(v, unit));
  return paint("dim", `\n${draws.length} draws: ${low} to ${high}`);
}

function errorTable({ figures, overall }: Scoreboard): string {
  const cells = (name: string, e: Omit<(typeof figures)[number], "figure">) => [
    name,
    String(e.rows),
    String(e.absent),
    percent(e.median),
    percent(e.p90),
    percent(e.worst),
  ];
  const rows = figures.map((figure) => cells(figure.figure, figure));
  rows.push(cells("all calibration rows", overall).map((text) => paint("bold", text)));
  const table = tableOf(["", "rows", "absent", "median", "p90", "worst"], rows);
  return `${table}\n${paint("dim", MARK_LEGEND)}\n`;
}

function calibrationTable({ calibration }: Scoreboard): string {
  const rows = calibration.map((c) => [
    `${c.family} ${c.id}`,
    String(c.calibratedValues),
    `${c.met} of ${c.rows}`,
  ]);
  const head = ["", "calibrated values", "calibration rows within 12 %"];
  return `${paint("bold", "What was fitted")}\n${tableOf(head, rows)}`;
}
