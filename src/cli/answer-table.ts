/**
 * The answer as a table: what each system carries, the ratio between two of them, and, where the
 * papers published the same quantity, the published value below the simulated one.
 */
import Table from "cli-table3";
import type { Estimate } from "../stats/estimate.ts";
import { paint } from "./paint.ts";

type Shown = Pick<Estimate, "value" | "ciLow" | "ciHigh" | "absentBecause">;

/** One system's answer, from the service or from this process. */
export interface AnswerRow {
  readonly name: string;
  readonly dataplane: string;
  readonly cores: number;
  readonly maxThroughputUnderSlo: Shown;
  readonly unloadedP99: Shown;
  readonly kernelShare: Shown;
  readonly energyPerRequest: Shown;
  readonly peakThroughput: Shown;
}

/** A published value, in the unit of its measure. */
export interface PublishedValue {
  readonly value: number;
  /** True if the paper says "below" it. */
  readonly isBound: boolean;
}

/** What the papers say of a measure of a system, if anything. */
export type Published = (dataplane: string, measure: MeasureKey) => PublishedValue | undefined;

export type MeasureKey = Exclude<keyof AnswerRow, "name" | "dataplane" | "cores">;

interface MeasureLine {
  readonly key: MeasureKey;
  readonly label: string;
  readonly format: (value: number) => string;
}

const rps = (value: number): string =>
  value >= 1e6 ? `${(value / 1e6).toFixed(2)} Mrps` : `${(value / 1e3).toFixed(0)} krps`;

const LINES: readonly MeasureLine[] = [
  { key: "maxThroughputUnderSlo", label: "max throughput under the SLO", format: rps },
  { key: "peakThroughput", label: "peak throughput", format: rps },
  { key: "unloadedP99", label: "unloaded p99", format: (v) => `${v.toFixed(1)} us` },
  {
    key: "kernelShare",
    label: "kernel share of busy time",
    format: (v) => `${(100 * v).toFixed(0)} %`,
  },
  { key: "energyPerRequest", label: "energy per request", format: (v) => `${v.toFixed(1)} uJ` },
];

/** More answers than this stand below each other: a terminal is not wide enough. */
const MOST_COLUMNS = 4;

export function answerTable(rows: readonly AnswerRow[], published: Published): string {
  if (rows.length > MOST_COLUMNS) return tallTable(rows);
  const pair = rows.length === 2;
  const [first, second] = rows;
  const head = ["", ...rows.map((r) => `${r.name}, ${r.cores} cores`)];
  if (pair) head.push(`${first?.name} / ${second?.name}`);
  const table = new Table({ head, style: { head: [], border: [], compact: true } });
  for (const line of LINES) {
    const ratio = pair ? [ratioOf(first?.[line.key].value, second?.[line.key].value)] : [];
    table.push([line.label, ...rows.map((r) => cell(r[line.key], line)), ...ratio]);
    const known = rows.map((r) => published(r.dataplane, line.key));
    if (known.every((v) => v === undefined)) continue;
    const knownRatio = pair ? [ratioOf(known[0]?.value, known[1]?.value)] : [];
    const cells = ["  published", ...known.map((v) => publishedCell(v, line)), ...knownRatio];
    table.push(cells.map((text) => paint("dim", text)));
  }
  return table.toString();
}

/** An answer per row, without what was published: papers have no such families. */
function tallTable(rows: readonly AnswerRow[]): string {
  const head = ["", ...LINES.map(({ label }) => label)];
  const table = new Table({ head, style: { head: [], border: [], compact: true }, wordWrap: true });
  for (const row of rows) {
    table.push([row.name, ...LINES.map((line) => cell(row[line.key], line))]);
  }
  return table.toString();
}

function cell({ value, ciLow, ciHigh, absentBecause }: Shown, { format }: MeasureLine): string {
  if (value === null)
    return `- (${(absentBecause ?? "NOT_FINISHED").toLowerCase().replaceAll("_", " ")})`;
  if (ciLow === null || ciHigh === null) return format(value);
  return `${format(value)} ${paint("dim", `[${bare(format(ciLow))}, ${bare(format(ciHigh))}]`)}`;
}

function publishedCell(known: PublishedValue | undefined, { format }: MeasureLine): string {
  if (known === undefined) return "";
  return `${known.isBound ? "< " : ""}${format(known.value)}`;
}

const bare = (text: string): string => text.split(" ")[0] ?? text;

function ratioOf(a: number | null | undefined, b: number | null | undefined): string {
  return a == null || b == null || b === 0 ? "" : `${(a / b).toFixed(2)}x`;
}
