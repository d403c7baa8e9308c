/** What a pattern stack is drawn from: one run of a load pattern, report by report. Plain data. */
import type { RunProvenance } from "./provenance.ts";

export interface PatternReport {
  /** Where it begins and ends, in seconds since measuring began. The next one begins where it ends. */
  readonly fromS: number;
  readonly toS: number;
  readonly offeredRps: number;
  readonly achievedRps: number;
  /** Null if too few requests were answered in it. */
  readonly p99Us: number | null;
  /** Package power. */
  readonly watts: number;
  /** What the policy has set. */
  readonly cores: number;
  readonly hardwareThreads: number;
  readonly ghz: number;
  /** Throughput of the background job; 0 without one. */
  readonly backgroundMbPerS: number;
}

export interface PatternStack {
  readonly title: string;
  readonly subtitle: string;
  readonly sloUs: number;
  /** In the order of time. */
  readonly reports: readonly PatternReport[];
  /** Power of the maximum static configuration at the load achieved in each report. */
  readonly maxStaticWatts?: readonly number[];
  /** Least power of any static configuration at that load. */
  readonly paretoWatts?: readonly number[];
  /** Throughput of the background job alone; with it, the run is one of consolidation. */
  readonly standaloneMbPerS?: number;
  /** Most background throughput of any static configuration at that load. */
  readonly paretoMbPerS?: readonly number[];
  /** Given if the run belongs to an experiment. */
  readonly provenance?: RunProvenance;
}

/** Reports whose p99 is known and above the objective. */
export const reportsAbove = ({ reports, sloUs }: PatternStack): readonly PatternReport[] =>
  reports.filter(({ p99Us }) => p99Us !== null && p99Us > sloUs);

/** The middle of a report, in seconds since measuring began. */
export const middleOf = ({ fromS, toS }: PatternReport): number => (fromS + toS) / 2;

/** Standalone throughput in a run with a background job; null in one that saves energy. */
export const standaloneOf = ({ standaloneMbPerS = 0 }: PatternStack): number | null =>
  standaloneMbPerS > 0 ? standaloneMbPerS : null;

/** A value at a time; null where there is none. */
export interface Sample {
  readonly at: number;
  readonly value: number | null;
}

type ValueOf = (report: PatternReport, index: number) => number | null | undefined;

/** A value that was measured over each report, at its middle; a gap where a report is missing. */
export function measured(reports: readonly PatternReport[], valueOf: ValueOf): readonly Sample[] {
  return reports.flatMap((report, i) => {
    const sample = { at: middleOf(report), value: known(valueOf(report, i)) };
    const before = reports[i - 1];
    const follows = before === undefined || before.toS === report.fromS;
    return follows ? [sample] : [{ at: report.fromS, value: null }, sample];
  });
}

/**
 * A value that holds from the start of each report to its end: where it changes, and where it ends. A gap
 * where a report is missing.
 */
export function held(reports: readonly PatternReport[], valueOf: ValueOf): readonly Sample[] {
  const samples: Sample[] = [];
  reports.forEach((report, i) => {
    const value = known(valueOf(report, i));
    if (samples.at(-1)?.value !== value) samples.push({ at: report.fromS, value });
    const { toS } = report;
    if (reports[i + 1]?.fromS === toS) return;
    samples.push({ at: toS, value }, { at: toS, value: null });
  });
  return samples;
}

const known = (value: number | null | undefined): number | null =>
  value !== null && value !== undefined && Number.isFinite(value) ? value : null;

/** Stretches of reports that follow each other. */
export function stretches(
  reports: readonly PatternReport[],
): readonly { readonly from: number; readonly to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (const { fromS, toS } of reports) {
    const last = found.at(-1);
    if (last?.to === fromS) last.to = toS;
    else found.push({ from: fromS, to: toS });
  }
  return found;
}

/** `second`, `100 ms`, `2 s`: from report to report, as `every` goes before it. */
export function periodText({ reports }: PatternStack): string {
  const [first] = reports;
  const ms = first === undefined ? 1000 : Math.round(1000 * (first.toS - first.fromS));
  if (ms === 1000) return "second";
  return ms < 1000 ? `${ms} ms` : `${Number((ms / 1000).toFixed(3))} s`;
}
