/** A run of a load pattern in sentences: what it saved or gained, and how often it missed the objective. */
import { alignedDigits, threeDigits } from "./number-format.ts";
import {
  type PatternSecond,
  type PatternStack,
  secondsAbove,
  standaloneOf,
} from "./pattern-stack-data.ts";

export function patternSummary(stack: PatternStack): string {
  if (stack.seconds.length === 0) return "No second has been measured yet.";
  const standalone = standaloneOf(stack);
  const gain = standalone === null ? savingText(stack) : backgroundText(stack, standalone);
  return [gain, latencyText(stack), changesText(stack.seconds)]
    .filter((text) => text !== "")
    .join(" ");
}

function savingText({ seconds, maxStaticWatts = [], paretoWatts = [] }: PatternStack): string {
  const mean = meanOver(seconds, (second) => second.watts);
  const most = meanOver(seconds, (_, i) => maxStaticWatts[i]);
  const least = meanOver(seconds, (_, i) => paretoWatts[i]);
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

function backgroundText({ seconds, paretoMbPerS = [] }: PatternStack, standalone: number): string {
  const mean = meanOver(seconds, (second) => second.backgroundMbPerS);
  const most = meanOver(seconds, (_, i) => paretoMbPerS[i]);
  if (mean === null) return "";
  const own = `The background job gets ${percent(mean / standalone)} of its standalone throughput`;
  if (most === null || most <= 0) return `${own}.`;
  return `${own}, ${percent(mean / most)} of the Pareto bound of ${percent(most / standalone)}.`;
}

function latencyText(stack: PatternStack): string {
  const { seconds, sloUs } = stack;
  const slo = `${threeDigits(sloUs)} µs`;
  const above = secondsAbove(stack).length;
  const times = above === 0 ? "no second" : `${above} of ${seconds.length} s`;
  const unknown = seconds.filter(({ p99Us }) => p99Us === null).length;
  const rest = unknown === 0 ? "" : ` and not known in ${unknown}`;
  return `p99 is above ${slo} in ${times}${rest}.`;
}

function changesText(seconds: readonly PatternSecond[]): string {
  const changes = seconds.filter((now, i) => {
    const before = seconds[i - 1];
    if (before === undefined) return false;
    return (
      !Object.is(now.cores, before.cores) ||
      !Object.is(now.hardwareThreads, before.hardwareThreads) ||
      !Object.is(now.ghz, before.ghz)
    );
  }).length;
  // Within a second it may have changed and changed back.
  if (changes === 0) return "The setting is the same in every second.";
  return `The setting changes at least ${changes} ${changes === 1 ? "time" : "times"}.`;
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** Null unless the value is known in every second: means of different seconds do not compare. */
function meanOver(
  seconds: readonly PatternSecond[],
  valueOf: (second: PatternSecond, index: number) => number | undefined,
): number | null {
  const sum = seconds.reduce((all, second, i) => all + (valueOf(second, i) ?? Number.NaN), 0);
  return Number.isFinite(sum) ? sum / seconds.length : null;
}
