/**
 * The plot in one sentence, computed from its data: "IX holds p99 ≤ 500 µs to 1.80 Mrps, Linux to
 * 0.50 (3.6×)." A system whose highest load still meets the objective holds it "to at least" that.
 */
import {
  type LatencyThroughputData,
  type LatencyThroughputSystem,
  percentileName,
} from "./latency-throughput-data.ts";
import { alignedDigits, sharedPrefix, threeDigits } from "./number-format.ts";

interface Holding {
  readonly name: string;
  readonly rps: number;
  /** The sweep ended before the objective was missed. */
  readonly open: boolean;
}

export function latencyThroughputSummary(data: LatencyThroughputData): string {
  const measured = data.systems.filter((s) => s.points.some((p) => p.achievedRps !== null));
  if (measured.length === 0) return "No point has been measured yet.";
  return data.slo === null ? peakSentence(measured) : holdingSentence(data, measured);
}

function holdingSentence(
  data: LatencyThroughputData,
  measured: readonly LatencyThroughputSystem[],
): string {
  const slo = data.slo;
  if (slo === null) return "";
  const objective = `${percentileName(slo.measure)} ≤ ${threeDigits(slo.limitUs)} µs`;
  const never = measured.filter(missesFromTheStart).map((s) => s.name);
  const holdings = measured.flatMap((s) => holdingOf(s)).sort((a, b) => b.rps - a.rps);
  if (holdings.length === 0 && never.length === 0) {
    return `It is not known yet up to which load ${objective} holds.`;
  }
  if (holdings.length === 0) {
    return `${listOf(never)} ${never.length > 1 ? "hold" : "holds"} ${objective} at no load measured.`;
  }
  const parts = ratesOf(holdings, `holds ${objective} to`);
  if (never.length > 0) parts.push(`${listOf(never)} at no load measured`);
  return `${parts.join(", ")}.`;
}

/** Its lowest load is known and misses the objective; until then, nothing is said. */
function missesFromTheStart({ points, maxUnderSloRps }: LatencyThroughputSystem): boolean {
  const lowest = points.reduce((low, p) => (p.offeredRps < low.offeredRps ? p : low));
  return maxUnderSloRps === null && lowest.p99Us !== null;
}

function peakSentence(measured: readonly LatencyThroughputSystem[]): string {
  const peaks = measured
    .map((s) => ({
      name: s.name,
      rps: Math.max(...s.points.map((p) => p.achievedRps ?? 0)),
      open: !s.points.some((p) => p.saturated),
    }))
    .sort((a, b) => b.rps - a.rps);
  return `${ratesOf(peaks, "reaches").join(", ")}.`;
}

/** "IX holds ... to 1.80 Mrps", "Linux to 0.50 (3.6×)", ...; the ratio is the first over this one. */
function ratesOf(holdings: readonly Holding[], verb: string): string[] {
  const prefix = sharedPrefix(holdings.map((h) => h.rps));
  const digits = alignedDigits(holdings.map((h) => h.rps / prefix.factor));
  const best = holdings[0];
  return holdings.map((h, i) => {
    const least = h.open ? "at least " : "";
    if (i === 0 || best === undefined)
      return `${h.name} ${verb} ${least}${digits[i]} ${prefix.symbol}rps`;
    const preposition = verb === "reaches" ? "" : "to ";
    return `${h.name} ${preposition}${least}${digits[i]}${ratioOf(best, h)}`;
  });
}

/** A ratio of two open ends says nothing, and one open end makes it a bound. */
function ratioOf(best: Holding, other: Holding): string {
  if (other.open || other.rps === 0) return "";
  const ratio = best.rps / other.rps;
  const text = ratio < 10 ? ratio.toFixed(1) : threeDigits(ratio);
  return best.open ? ` (${text}× or more)` : ` (${text}×)`;
}

function holdingOf(system: LatencyThroughputSystem): Holding[] {
  const rps = system.maxUnderSloRps;
  if (rps === null) return [];
  const measured = system.points.filter((p) => p.achievedRps !== null);
  const highest = measured.reduce((top, p) => (p.offeredRps > top.offeredRps ? p : top));
  const whole = measured.length === system.points.length;
  return [
    { name: system.name, rps, open: whole && highest.achievedRps === rps && !highest.saturated },
  ];
}

function listOf(names: readonly string[]): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
