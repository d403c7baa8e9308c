/** A plot of a metric against an axis in one sentence: where each curve is highest. */
import {
  axisName,
  type MetricAgainstAxisData,
  type MetricCurve,
  type MetricPoint,
} from "./metric-against-axis-data.ts";
import { alignedDigits, grouped, sharedPrefix, threeDigits } from "./number-format.ts";

/** A sentence names this many curves and counts the rest. */
const MOST_CURVES = 4;

export function metricSummary(data: MetricAgainstAxisData): string {
  const tops = data.curves
    .flatMap((curve) => topOf(curve) ?? [])
    .toSorted((a, b) => b.metric - a.metric);
  const best = tops[0];
  if (best === undefined) return "No point has been measured yet.";
  const prefix = sharedPrefix(tops.map(({ metric }) => metric));
  const digits = alignedDigits(tops.map(({ metric }) => metric / prefix.factor));
  const name = axisName(data.axis.path);
  const parts = tops.slice(0, MOST_CURVES).map(({ curve, metric, text }, i) => {
    if (i === 0) {
      return `${curve.name} reaches ${digits[i]} ${prefix.symbol}${data.metric.unit} (${name} ${text})`;
    }
    const ratio = metric > 0 ? `, ${ratioText(best.metric / metric)}×` : "";
    return `${curve.name} ${digits[i]} (${name} ${text}${ratio})`;
  });
  const left = tops.length - parts.length;
  if (left > 0) parts.push(`and ${left} lower`);
  return `${parts.join(", ")}.`;
}

const ratioText = (ratio: number): string => (ratio < 10 ? ratio.toFixed(1) : threeDigits(ratio));

function topOf(curve: MetricCurve) {
  let top: { curve: MetricCurve; metric: number; text: string } | undefined;
  for (const { metric, text } of curve.points) {
    if (metric !== null && metric > (top?.metric ?? -1)) top = { curve, metric, text };
  }
  return top;
}

/** One point in words: what a screen reader says, and what the read-out shows. */
export function metricPointLabel(
  { axis, metric }: Pick<MetricAgainstAxisData, "axis" | "metric">,
  curve: MetricCurve,
  point: MetricPoint,
): string {
  const number = (value: number) => grouped(value.toFixed(0));
  const known = point.metric === null ? "not known" : `${number(point.metric)} ${metric.unit}`;
  const interval =
    point.low === null || point.high === null
      ? ""
      : ` (${number(point.low)} to ${number(point.high)})`;
  return `${curve.name}, ${axisName(axis.path)} ${point.text}: ${known}${interval}`;
}
