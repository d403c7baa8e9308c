/** The scoreboard on a terminal: headline rows, a table per figure, and the errors in three numbers. */
import Table from "cli-table3";
import { setupText, valueText } from "../../plot/value-text.ts";
import type { Headline } from "../../scoreboard/headlines.ts";
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
    ...board.figures.flatMap(({ figure }) => figureBlock(figure, board)),
    paint("bold", "Errors"),
    errorTable(board),
    calibrationTable(board),
  ].join("\n");
}

function headlineBlock(headlines: readonly Headline[]): string[] {
  if (headlines.length === 0) return [];
  const rows = headlines.map(({ id, published, simulated, unit, error, tolerance, met }) => [
    id,
    valueText(published, unit),
    simulated === null ? "-" : valueText(simulated, unit),
    errorText(error),
    `${percent(tolerance)}${unit === "ratio" ? " points" : ""}`,
    met === null ? "-" : met ? paint("green", "yes") : paint("red", "NO"),
  ]);
  const head = ["", "published", "simulated", "error", "allowed", "met"];
  return [paint("bold", "Headlines"), tableOf(head, rows), ""];
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
    row.metric,
    `${row.isBound ? "< " : ""}${valueText(row.published, row.unit)}`,
    `${simulatedText(row)}${spreadText(row)}`,
    errorText(row.relativeError),
    row.role,
  ];
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
