/** Presets with made-up records, so that the scoreboard is tested without simulating. */
import type { PlannedPoint } from "../../../src/experiment/expand.ts";
import { LatencyHistogram } from "../../../src/stats/histogram.ts";
import type { RunRecord } from "../../../src/stats/record.ts";
import type { MeasuredPreset, SuitePreset } from "../../../src/scoreboard/presets.ts";
import { presets } from "./suite-presets.ts";

const PS_PER_US = 1e6;

/** A record of one simulated second. */
export function recordOf(requests: number, latencyUs: number, samples = 2000): RunRecord {
  const latency = new LatencyHistogram();
  latency.recordPs(new Float64Array(samples).fill(latencyUs * PS_PER_US), samples);
  return {
    histograms: { latency },
    counters: { measuredPs: 1e12, requests, offered: requests, kernelPs: 3, userPs: 1, idlePs: 0 },
  };
}

/** A preset of the suite with records from `of`, replication by replication. */
export function measuredPreset(
  file: string,
  of: (point: PlannedPoint, replication: number) => RunRecord,
): MeasuredPreset {
  return withRecords(presetOf(file), of);
}

function presetOf(file: string): SuitePreset {
  const preset = presets.find((one) => one.file === `osdi14/${file}`);
  if (preset === undefined) throw new Error(`no preset ${file}`);
  return preset;
}

function withRecords(
  preset: SuitePreset,
  of: (point: PlannedPoint, replication: number) => RunRecord,
): MeasuredPreset {
  const { points, definition } = preset.expansion;
  const records = points.map((point) =>
    Array.from({ length: definition.replications }, (_, k) => of(point, k)),
  );
  return { ...preset, records };
}
