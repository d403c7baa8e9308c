/**
 * Scans: a load that rises until requests take too long, in a configuration that nobody changes. What the
 * configuration carries, and what it draws on the way. Source: SoCC'15, static exploration.
 */
import { isControlled, POLICIES } from "../../controlplane/registry.ts";
import { absent, estimateOfValues } from "../../stats/confidence.ts";
import type { Estimate } from "../../stats/estimate.ts";
import type { RunRecord } from "../../stats/record.ts";
import { frontierAt } from "../../stats/savings/frontier.ts";
import { highestRps, type StaticCurve, staticCurve } from "../../stats/savings/static-curve.ts";
import { LOAD_PATTERNS } from "../../workload/load-patterns/registry.ts";
import type { Slo, SystemDefinition } from "../definition.ts";
import { tailLimitUs } from "./excursions.ts";
import { type Report, reportsOf } from "./reports.ts";

const CONFIDENCE = 0.95;
/** Places on the frontier, evenly spaced. */
const FRONTIER_POINTS = 120;

/** Whether a system is scanned: a pattern that ends where the clients are late, and a policy that does not move. */
export function isScan({ loadPattern, policy }: SystemDefinition): boolean {
  const pattern = LOAD_PATTERNS.find(({ id }) => id === loadPattern?.kind);
  const chosen = POLICIES.find(({ id }) => id === policy.kind);
  return pattern?.stopAbovePs !== undefined && chosen !== undefined && !isControlled(chosen);
}

export interface ScanAnswer {
  /** Highest load answered under the objective, and package power there. */
  readonly highest: Estimate;
  readonly power: Estimate;
  /** Load offered in the first report that misses it, the lowest of all replications; null if none does. */
  readonly firstMissRps: number | null;
}

export function answerScan(records: readonly RunRecord[], slo: Slo | null): ScanAnswer {
  const scans = records.map((record) => scanReports(record));
  const curves = scans.map((scan) => curveOf(scan, slo));
  const ends = curves.map((curve) => (curve.rps.length === 0 ? null : highestRps(curve)));
  const powers = curves.map(({ values }) => values.at(-1) ?? null);
  const limitUs = tailLimitUs(slo);
  const misses = scans.flatMap(
    (scan) => scan.find(({ p99Us }) => (p99Us ?? 0) > limitUs)?.offeredRps ?? [],
  );
  return {
    highest: meanOf("throughput", ends, records.length),
    power: meanOf("power", powers, records.length),
    firstMissRps: misses.length === 0 ? null : Math.min(...misses),
  };
}

/** The mean of what each replication found. */
function meanOf(
  measure: string,
  values: readonly (number | null)[],
  replications: number,
): Estimate {
  const known = values.filter((value) => value !== null);
  if (known.length > 0) return estimateOfValues(measure, known, CONFIDENCE);
  const because = replications === 0 ? "NOT_FINISHED" : "NO_SAMPLES";
  return absent(measure, because, CONFIDENCE, replications, 0);
}

const scanReports = ({ series }: RunRecord): readonly Report[] =>
  series === undefined ? [] : reportsOf(series);

/** Power against load up to the objective; reports whose tail is not known are left out. */
function curveOf(reports: readonly Report[], slo: Slo | null): StaticCurve {
  const scan = reports.flatMap(({ achievedRps, p99Us, watts }) =>
    p99Us === null ? [] : [{ rps: achievedRps, p99Us, value: watts }],
  );
  return staticCurve(scan, { p99Us: tailLimitUs(slo), leastRps: 0 });
}

/** A scanned point with the records of its finished runs. */
export interface ScannedPoint {
  readonly label: string;
  readonly records: readonly RunRecord[];
}

/** Curves and frontier as they are drawn (src/plot/power-load-data.ts); points without a report are left out. */
export function powerAgainstLoad(points: readonly ScannedPoint[], slo: Slo | null) {
  const scanned = points.flatMap(({ label, records }) => {
    const reports = meanScan(records.map((record) => scanReports(record)));
    const [first] = reports;
    if (first === undefined) return [];
    const { cores, hardwareThreads, ghz } = first;
    return [{ id: label, cores, hardwareThreads, ghz, curve: curveOf(reports, slo) }];
  });
  return {
    curves: scanned.map(({ curve, ...configuration }) => ({
      ...configuration,
      points: curve.rps.map((rps, i) => ({ rps, watts: curve.values[i] ?? 0 })),
    })),
    frontier: frontierOf(scanned.map(({ curve }) => curve)),
  };
}

/**
 * Replications of a scan report the same loads at the same times: the mean of each report that all of them have. It
 * meets the objective if all of them do, so its tail is that of the slowest.
 */
function meanScan(scans: readonly (readonly Report[])[]): readonly Report[] {
  const [first = []] = scans;
  const shared = first.slice(0, Math.min(...scans.map(({ length }) => length)));
  return shared.map((report, i) => {
    const over = (valueOf: (of: Report) => number): number =>
      scans.reduce((sum, scan) => sum + valueOf(scan[i] ?? report), 0) / scans.length;
    const isKnown = scans.every((scan) => scan[i]?.p99Us !== null);
    return {
      ...report,
      achievedRps: over(({ achievedRps }) => achievedRps),
      watts: over(({ watts }) => watts),
      p99Us: isKnown ? Math.max(...scans.map((scan) => scan[i]?.p99Us ?? 0)) : null,
    };
  });
}

function frontierOf(curves: readonly StaticCurve[]) {
  const drawn = curves.filter(({ rps }) => rps.length > 0);
  if (drawn.length === 0) return [];
  const from = Math.min(...drawn.map(({ rps }) => rps[0] ?? 0));
  const to = Math.max(...drawn.map(highestRps));
  return Array.from({ length: FRONTIER_POINTS + 1 }, (_, i) => {
    const rps = from + ((to - from) * i) / FRONTIER_POINTS;
    return { rps, watts: frontierAt(drawn, rps, "LOWER") };
  });
}
