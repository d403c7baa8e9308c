/** Power against load in a sentence: where the frontier begins and ends, and the maximum beside it. */
import { alignedDigits, sharedPrefix, threeDigits } from "./number-format.ts";
import { maximumConfiguration, type PowerLoadCurves, type PowerPoint } from "./power-load-data.ts";

export function powerLoadSummary(data: PowerLoadCurves): string {
  const frontier = data.frontier.filter(({ rps, watts }) => Number.isFinite(rps + watts));
  const first = frontier[0];
  const last = frontier.at(-1);
  if (first === undefined || last === undefined) return "No configuration has been measured yet.";
  const count = data.curves.length;
  const [low = "", high = ""] = alignedDigits([first.watts, last.watts]);
  const parts = [
    `The frontier of ${count} static ${count === 1 ? "configuration" : "configurations"} rises from ${low} W at ${rateText(first)} to ${high} W at ${rateText(last)}`,
  ];
  const maximum = maximumConfiguration(data)?.points;
  const idle = maximum?.[0];
  const full = maximum?.at(-1);
  if (idle !== undefined && full !== undefined) {
    const [from = "", to = ""] = alignedDigits([idle.watts, full.watts]);
    parts.push(`the maximum configuration draws ${from} to ${to} W`);
  }
  return `${parts.join("; ")}.`;
}

function rateText({ rps }: PowerPoint): string {
  const { symbol, factor } = sharedPrefix([rps]);
  return `${threeDigits(rps / factor)} ${symbol === "" ? "" : `${symbol} `}requests/s`;
}
