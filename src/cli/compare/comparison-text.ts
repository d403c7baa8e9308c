/** A comparison for people: in a terminal, or in Markdown for a pull request. */
import Table from "cli-table3";
import type { Verdict } from "../../experiment/compare.ts";
import { signedPercent, valueText } from "../../plot/value-text.ts";
import { paint, type Style } from "../paint.ts";
import type { ComparedSide, Shown, ShownComparison, ShownDelta } from "./comparison.ts";

/** As it is written: a terminal's table, or Markdown's. */
export type TextFormat = "table" | "md";

const COLOURS: Readonly<Partial<Record<Verdict, Style>>> = {
  IMPROVED: "green",
  REGRESSED: "red",
  INCONCLUSIVE: "yellow",
};
const UNMATCHED_SHOWN = 10;
const LONGEST_VALUE = 40;

export function comparisonText(
  comparison: ShownComparison,
  format: TextFormat,
  onlyChanged: boolean,
): string {
  const deltas = onlyChanged ? comparison.deltas.filter(isChanged) : comparison.deltas;
  const table = format === "md" ? markdownTable : terminalTable;
  return [
    table(...sidesTable(comparison)),
    comparison.paramDiff.length === 0
      ? "The definitions are the same."
      : table(...parametersTable(comparison)),
    matchText(comparison),
    deltas.length === 0 ? "" : table(...deltasTable(comparison, deltas, format)),
    countText(comparison),
  ]
    .filter((part) => part !== "")
    .join(format === "md" ? "\n\n" : "\n");
}

/** Neither the same nor shown to be as good as the same. */
export const isChanged = ({ verdict }: ShownDelta): boolean =>
  verdict !== "IDENTICAL" && verdict !== "EQUIVALENT";

type Rows = readonly [head: readonly string[], rows: readonly (readonly string[])[]];

const sideName = ({ number, asked }: ComparedSide): string =>
  number === null ? asked : `#${number}`;

function sidesTable({ sides }: ShownComparison): Rows {
  return [
    ["", "experiment", "name", "state", "model", "definition", "digest"],
    sides.map((side, i) => [
      i === 0 ? "baseline" : `candidate ${i}`,
      sideName(side),
      side.name,
      side.state,
      side.modelVersion,
      side.definitionHash.slice(0, 12),
      side.digest?.slice(0, 12) ?? "-",
    ]),
  ];
}

function parametersTable({ sides, paramDiff }: ShownComparison): Rows {
  return [
    ["differing parameter", ...sides.map(sideName)],
    paramDiff.map(({ path, values }) => [path, ...values.map(parameterText)]),
  ];
}

function parameterText(value: unknown): string {
  const text = typeof value === "string" ? value : value === null ? "-" : JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}...` : text;
}

function matchText({ matchedPoints, unmatchedPoints, sides }: ShownComparison): string {
  const lines = [`matched: ${matchedPoints} ${matchedPoints === 1 ? "point" : "points"}`];
  if (unmatchedPoints.length > 0) lines.push(`unmatched: ${unmatchedPoints.length}`);
  for (const { side, label } of unmatchedPoints.slice(0, UNMATCHED_SHOWN)) {
    const owner = sides[side];
    lines.push(`- only ${owner === undefined ? "one side" : sideName(owner)}: ${label}`);
  }
  if (unmatchedPoints.length > UNMATCHED_SHOWN) lines.push("- ... (--format json has all)");
  return lines.join("\n");
}

function deltasTable(
  { sides }: ShownComparison,
  deltas: readonly ShownDelta[],
  format: TextFormat,
): Rows {
  const several = sides.length > 2;
  const head = [
    "point",
    "measure",
    "baseline",
    "candidate",
    "change",
    "95 % CI",
    "test",
    "p (Holm)",
  ];
  return [
    [...(several ? ["of"] : []), ...head, "verdict"],
    deltas.map((delta) => {
      const side = sides[delta.candidate];
      return [
        ...(several ? [side === undefined ? "" : sideName(side)] : []),
        Object.values(delta.params).map(String).join(", "),
        delta.measure,
        estimateText(delta.baseline, delta.unit),
        estimateText(delta.candidateEstimate, delta.unit),
        delta.relativeChange === null ? "-" : signedPercent(delta.relativeChange),
        intervalText(delta),
        delta.test === "NONE" ? "-" : delta.test,
        delta.pValueAdjusted === null ? "-" : pText(delta.pValueAdjusted),
        verdictText(delta.verdict, format),
      ];
    }),
  ];
}

function estimateText({ value, absentBecause }: Shown, unit: string): string {
  if (value !== null) return valueText(value, unit);
  return (absentBecause ?? "NOT_FINISHED").toLowerCase().replaceAll("_", " ");
}

function intervalText({
  relativeChangeCiLow: low,
  relativeChangeCiHigh: high,
}: ShownDelta): string {
  return low === null || high === null ? "-" : `[${signedPercent(low)}, ${signedPercent(high)}]`;
}

const pText = (p: number): string => (p < 0.001 ? "< 0.001" : p.toFixed(3));

function verdictText(verdict: Verdict, format: TextFormat): string {
  const colour = COLOURS[verdict];
  if (format === "md") return verdict === "REGRESSED" ? `**${verdict}**` : verdict;
  return colour === undefined ? verdict : paint(colour, verdict);
}

/** `3 IMPROVED, 1 REGRESSED, 8 EQUIVALENT` */
function countText({ deltas, minEffect }: ShownComparison): string {
  const verdicts = deltas.map(({ verdict }) => verdict);
  const parts = [...new Set(verdicts)].map(
    (verdict) => `${verdicts.filter((other) => other === verdict).length} ${verdict}`,
  );
  const effect = `least change that matters: ${Number((100 * minEffect).toPrecision(3))} %`;
  return parts.length === 0 ? "Nothing was compared." : `${parts.join(", ")} (${effect})`;
}

function terminalTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const table = new Table({ head: [...head], style: { head: [], border: [], compact: true } });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
