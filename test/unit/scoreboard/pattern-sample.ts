/** Presets of the patterns with made-up series, so that savings are known without simulating. */
import { readFileSync } from "node:fs";
import { expand } from "../../../src/experiment/expand.ts";
import { parseDefinition } from "../../../src/experiment/parse.ts";
import { type Report, seriesOf } from "../../../src/experiment/pattern/reports.ts";
import type { MeasuredPreset, SuiteFigure } from "../../../src/scoreboard/presets.ts";
import { LatencyHistogram } from "../../../src/stats/histogram.ts";
import type { RunRecord } from "../../../src/stats/record.ts";
import type { PlannedPoint } from "../../../src/experiment/expand.ts";

export const report = (more: Partial<Report>): Report => ({
  offeredRps: 1e6,
  achievedRps: 1e6,
  p99Us: 100,
  watts: 50,
  step: 0,
  cores: 8,
  hardwareThreads: 16,
  ghz: 2.8,
  backgroundMbPerS: 0,
  migrations: 0,
  slowestMigrationUs: null,
  ...more,
});

/** A record of these reports, with migrations of the given times. */
export function recordOfReports(
  reports: readonly Report[],
  migrationsUs: readonly number[] = [],
): RunRecord {
  const migration = new LatencyHistogram();
  for (const us of migrationsUs) migration.record(us * 1e3);
  return {
    histograms: { latency: new LatencyHistogram(), migration },
    counters: { measuredPs: 1e12, policySteps: 4, migrations: migrationsUs.length },
    series: seriesOf(reports, 1e12),
  };
}

/** A preset of `experiments/<file>.yaml` with records from `of`, replication by replication. */
export function measured(
  file: string,
  figure: SuiteFigure,
  of: (point: PlannedPoint, replication: number) => RunRecord,
): MeasuredPreset {
  const parsed = parseDefinition(readFileSync(`experiments/${file}.yaml`, "utf8"));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const expansion = expand(parsed.definition);
  const records = expansion.points.map((point) =>
    Array.from({ length: parsed.definition.replications }, (_, k) => of(point, k)),
  );
  return { file, figure, expansion, records };
}

/**
 * Two ends of a straight curve per configuration: all threads at Turbo draw 100 W at any load, and every other one draws
 * 40 W; the last load misses the objective, and everything that follows counts no more.
 */
export const staticEnergy = (figure: SuiteFigure) =>
  measured("socc15/static-energy", figure, ({ system }) => {
    const frequency = Number(system.policy.params["frequency"]);
    const isLargest = system.hardwareThreads.length === 16 && frequency > 2.4e9;
    const setting = {
      hardwareThreads: system.hardwareThreads.length,
      cores: new Set(system.hardwareThreads.map((id) => id >> 1)).size,
      ghz: frequency / 1e9,
      watts: isLargest ? 100 : 40,
    };
    return recordOfReports([
      report({ ...setting, achievedRps: 10_000, watts: 1 }),
      report({ ...setting, achievedRps: 100_000 }),
      report({ ...setting, achievedRps: 7e6 }),
      report({ ...setting, achievedRps: 7.1e6, p99Us: 501, watts: 1 }),
      report({ ...setting, achievedRps: 7.2e6, watts: 1 }),
    ]);
  });

/** Every configuration leaves the job four cores at 2.4 GHz, 1,760 MB/s: half of what it does alone. */
export const staticBackground = (figure: SuiteFigure) =>
  measured("socc15/static-background", figure, () =>
    recordOfReports([
      report({ achievedRps: 100_000, cores: 4, backgroundMbPerS: 1760 }),
      report({ achievedRps: 7e6, cores: 4, backgroundMbPerS: 1760 }),
    ]),
  );
