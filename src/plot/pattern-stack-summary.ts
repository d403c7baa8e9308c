/** A run of a load pattern in sentences: what it saved or gained, and how often it missed the objective. */
import { alignedDigits, threeDigits } from "./number-format.ts";
import {
  type PatternReport,
  type PatternStack,
  reportsAbove,
  standaloneOf,
} from "./pattern-stack-data.ts";

export function patternSummary(stack: PatternStack): string {
  if (stack.reports.length === 0) return "No report has been written yet.";
  const standalone = standaloneOf(stack);
  const gain = standalone === null ? savingText(stack) : backgroundText(stack, standalone);
  return [gain, latencyText(stack), changesText(stack.reports)]
    .filter((text) => text !== "")
    .join(" ");
}

function savingText({ reports, maxStaticWatts = [], paretoWatts = [] }: PatternStack): string {
  const mean = meanOver(reports, ({ watts }) => watts);
  const most = meanOver(reports, (_, i) => maxStaticWatts[i]);
  const least = meanOver(reports, (_, i) => paretoWatts[i]);
  if (mean === null) return "";
  const [own = "", ...others] = alignedDigits([mean, most ?? 0, least ?? 0]);
  const parts = [`Package power is ${own} W on average`];
  if (most !== null && most > 0) {
    const word = mean <= most ? "below" : "above";
    const share = percent(Math.abs(1 - mean / most));
    parts.push(`${share} ${word} the ${others[0]} W of the maximum static configuration`);
  }
  if (least !== null) {
    const spare = most === null ? 0 : most - least;
    const share =
      most === null || spare <= 0
        ? ""
        : ` (${percent((most - mean) / spare)} of what could be saved)`;
    parts.push(`the Pareto bound is ${others[1]} W${share}`);
  }
  return `${parts.join("; ").replace(";", ",")}.`;
}

function backgroundText({ reports, paretoMbPerS = [] }: PatternStack, standalone: number): string {
  const mean = meanOver(reports, ({ backgroundMbPerS }) => backgroundMbPerS);
  const most = meanOver(reports, (_, i) => paretoMbPerS[i]);
  if (mean === null) return "";
  const own = `The background job gets ${percent(mean / standalone)} of its standalone throughput`;
  if (most === null || most <= 0) return `${own}.`;
  return `${own}, ${percent(mean / most)} of the Pareto bound of ${percent(most / standalone)}.`;
}

function latencyText(stack: PatternStack): string {
  const { reports, sloUs } = stack;
  const slo = `${threeDigits(sloUs)} µs`;
  const above = reportsAbove(stack).length;
  const times = above === 0 ? "no report" : `${above} of ${reports.length} reports`;
  const unknown = reports.filter(({ p99Us }) => p99Us === null).length;
  const rest = unknown === 0 ? "" : ` and not known in ${unknown}`;
  return `p99 is above ${slo} in ${times}${rest}.`;
}

function changesText(reports: readonly PatternReport[]): string {
  const changes = reports.filter((now, i) => {
    const before = reports[i - 1];
    if (before === undefined) return false;
    return (
      !Object.is(now.cores, before.cores) ||
      !Object.is(now.hardwareThreads, before.hardwareThreads) ||
      !Object.is(now.ghz, before.ghz)
    );
  }).length;
  // Within a report it may have changed and changed back.
  if (changes === 0) return "The setting is the same in every report.";
  return `The setting changes at least ${changes} ${changes === 1 ? "time" : "times"}.`;
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/**
 * Weighted by how long reports take. Null unless the value is known in every report: means of different reports do
 * not compare.
 */
function meanOver(
  reports: readonly PatternReport[],
  valueOf: (report: PatternReport, index: number) => number | undefined,
): number | null {
  let sum = 0;
  let length = 0;
  reports.forEach((report, i) => {
    const s = report.toS - report.fromS;
    sum += s * (valueOf(report, i) ?? Number.NaN);
    length += s;
  });
  return Number.isFinite(sum) ? sum / length : null;
}
