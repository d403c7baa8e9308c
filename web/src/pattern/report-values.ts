/** The values of a report as people read them: in the read-out, in the table, and spoken. */
import { grouped, threeDigits } from "../../../src/plot/number-format.ts";
import { standaloneOf } from "../../../src/plot/pattern-stack-data.ts";
import type { ShownReport, ShownStack } from "./stack-data.ts";

export interface ReportValue {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  /** Without its unit. */
  readonly text: (report: ShownReport) => string;
}

const whole = (value: number): string => grouped(value.toFixed(0));
const orNone = (value: number | null): string => (value === null ? "–" : threeDigits(value));

/** Those of a run: the background job only if there is one. */
export function reportValues(stack: ShownStack): readonly ReportValue[] {
  const standalone = standaloneOf(stack);
  return [
    { id: "offered", title: "Offered", unit: "rps", text: (r) => whole(r.offeredRps) },
    { id: "achieved", title: "Achieved", unit: "rps", text: (r) => whole(r.achievedRps) },
    { id: "p99", title: "p99", unit: "µs", text: (r) => orNone(r.p99Us) },
    { id: "power", title: "Power", unit: "W", text: (r) => threeDigits(r.watts) },
    ...(standalone === null
      ? []
      : [
          {
            id: "background",
            title: "Background",
            unit: "%",
            text: (r: ShownReport) => threeDigits((100 * r.backgroundMbPerS) / standalone),
          },
        ]),
    { id: "step", title: "Step", unit: "", text: (r) => String(r.step) },
    { id: "cores", title: "Cores", unit: "", text: (r) => String(r.cores) },
    { id: "threads", title: "Threads", unit: "", text: (r) => String(r.hardwareThreads) },
    { id: "clock", title: "Clock", unit: "GHz", text: (r) => String(Number(r.ghz.toFixed(3))) },
    { id: "migrations", title: "Migrations", unit: "", text: (r) => String(r.migrations) },
    { id: "slowest", title: "Slowest", unit: "µs", text: (r) => orNone(r.slowestMigrationUs) },
  ];
}

export const isAbove = ({ p99Us }: ShownReport, { sloUs }: ShownStack): boolean =>
  p99Us !== null && p99Us > sloUs;

/** `12.5 s`, without noise of binary fractions. */
export const timeText = ({ fromS }: ShownReport): string => `${Number(fromS.toFixed(6))} s`;

/** A report in a sentence, for screen readers. */
export function spokenReport(stack: ShownStack, index: number): string {
  const report = stack.reports[index];
  if (report === undefined) return "";
  const parts = reportValues(stack)
    .filter(({ id }) => !["migrations", "slowest", "step"].includes(id))
    .map(({ title, unit, text }) => `${title} ${text(report)} ${unit}`.trim());
  const late = isAbove(report, stack) ? ", above the SLO" : "";
  return `${timeText(report)}: ${parts.join(", ")}${late}`;
}
