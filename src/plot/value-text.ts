/** Values, errors and set-ups of a scoreboard as people read them, the same on a terminal and on a page. */
import { grouped } from "./number-format.ts";

/** A value in the unit of its row, with a prefix where the number is large. */
export function valueText(value: number, unit: string): string {
  // A share of something is at most all of it; what is more compares two systems.
  if (unit === "ratio" && value > 1.5) return `${value.toFixed(2)} x`;
  if (unit === "ratio") return `${(100 * value).toFixed(1)} %`;
  if (unit === "MB/s") return `${value.toFixed(0)} MB/s`;
  if (unit.endsWith("/s") && value >= 1e6) return `${(value / 1e6).toFixed(3)} M ${unit}`;
  if (unit.endsWith("/s") && value >= 1e3) return `${(value / 1e3).toFixed(1)} K ${unit}`;
  if (unit === "cycles") return `${value.toFixed(0)} cycles`;
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return unit === "count" ? value.toFixed(digits) : `${value.toFixed(digits)} ${unit}`;
}

const bare = (text: string): string => text.split(" ")[0] ?? text;

/** Numbers alone, with prefix and decimals of the value beside which they stand. */
export function bareTexts(
  value: number,
  others: readonly number[],
  unit: string,
): readonly string[] {
  const shown = bare(valueText(value, unit));
  const scale = value === 0 ? 1 : Number(shown) / value;
  const decimals = shown.split(".")[1]?.length ?? 0;
  return others.map((other) => (other * scale).toFixed(decimals));
}

export type ErrorGrade = "good" | "fair" | "poor" | "bad";

/** Least error of each grade, with a mark, because colour alone tells not everybody. */
const GRADES = [
  { from: 0.25, mark: "!!", grade: "bad" },
  { from: 0.12, mark: "!", grade: "poor" },
  { from: 0.04, mark: "~", grade: "fair" },
] as const;

/** @param error relative, signed. */
export function gradeOf(error: number): { readonly mark: string; readonly grade: ErrorGrade } {
  const size = Math.abs(error);
  return GRADES.find(({ from }) => size > from) ?? { mark: "=", grade: "good" };
}

/** `+6.2 %` */
export const signedPercent = (error: number): string =>
  `${error < 0 ? "-" : "+"}${(100 * Math.abs(error)).toFixed(1)} %`;

/** `hit`, or by how much a value is outside the range that was published. */
export function rangeVerdict(missedBy: number, unit: string): string {
  if (missedBy === 0) return "hit";
  const sign = missedBy < 0 ? "-" : "+";
  const size = Math.abs(missedBy);
  return unit === "ratio"
    ? `${sign}${(100 * size).toFixed(1)} points`
    : `${sign}${valueText(size, unit)}`;
}

/** `energySaved`, or which end of a range over several experiments: `energySaved, max`. */
export function measureText(row: {
  readonly id: string;
  readonly metric: string;
  readonly published: number | null;
  readonly range?: object | null;
}): string {
  const isEnd = row.range != null && row.published !== null;
  return isEnd ? `${row.metric}, ${row.id.slice(row.id.lastIndexOf(".") + 1)}` : row.metric;
}

/** What was published: a value, a bound or a range. */
export function publishedText(row: {
  readonly published: number | null;
  readonly unit: string;
  readonly isBound: boolean;
  readonly isLowerBound?: boolean;
  readonly range?: { readonly low: number; readonly high: number } | null;
}): string {
  const { published, unit, range } = row;
  if (published !== null) {
    const bound = row.isBound ? "< " : row.isLowerBound === true ? "> " : "";
    return `${bound}${valueText(published, unit)}`;
  }
  if (range == null) return "-";
  const [low] = bareTexts(range.high, [range.low], unit);
  return `${low} to ${valueText(range.high, unit)}`;
}

/** `echo, 64 B, n = 1, 14,400 connections, 16 HT, 4 ports`, from the set-up of a published row. */
export function setupText(setup: Readonly<Record<string, unknown>>): string {
  const { workload, messageBytes, connections, rps, hardwareThreads, cores, nicPorts } = setup;
  const n = setup["messagesPerConnection"];
  const { loadPattern, policy, patterns, frequencyGHz } = setup;
  const ports = nicPorts === 1 ? "1 port" : `${nicPorts} ports`;
  const parts = [
    typeof workload === "string" && workload,
    Array.isArray(patterns) && `over ${patterns.join(", ")}`,
    typeof loadPattern === "string" && loadPattern,
    typeof policy === "string" && policy,
    typeof messageBytes === "number" && `${grouped(String(messageBytes))} B`,
    n === null && "n = forever",
    typeof n === "number" && `n = ${n}`,
    typeof connections === "number" && `${grouped(String(connections))} connections`,
    typeof rps === "number" && `at ${valueText(rps, "req/s")}`,
    typeof hardwareThreads === "number" && `${hardwareThreads} HT`,
    typeof cores === "number" && `${cores} cores`,
    typeof frequencyGHz === "number" && `${frequencyGHz} GHz`,
    nicPorts !== undefined && ports,
  ];
  return parts.filter((part) => part !== false).join(", ");
}
