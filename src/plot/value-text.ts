/** Values, errors and set-ups of a scoreboard as people read them, the same on a terminal and on a page. */
import { grouped } from "./number-format.ts";

/** A value in the unit of its row, with a prefix where the number is large. */
export function valueText(value: number, unit: string): string {
  if (unit === "ratio") return `${(100 * value).toFixed(1)} %`;
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

/** `echo, 64 B, n = 1, 14,400 connections, 16 HT, 4 ports`, from the set-up of a published row. */
export function setupText(setup: Readonly<Record<string, unknown>>): string {
  const { workload, messageBytes, connections, rps, hardwareThreads, cores, nicPorts } = setup;
  const n = setup["messagesPerConnection"];
  const parts = [
    String(workload),
    typeof messageBytes === "number" && `${grouped(String(messageBytes))} B`,
    n === null && "n = forever",
    typeof n === "number" && `n = ${n}`,
    typeof connections === "number" && `${grouped(String(connections))} connections`,
    typeof rps === "number" && `at ${valueText(rps, "req/s")}`,
    typeof hardwareThreads === "number" && `${hardwareThreads} HT`,
    typeof cores === "number" && `${cores} cores`,
    nicPorts === 1 ? "1 port" : `${nicPorts} ports`,
  ];
  return parts.filter((part) => part !== false).join(", ");
}
