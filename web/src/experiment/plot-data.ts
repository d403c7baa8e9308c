/** From the API's answer to what the shared plot is drawn from. */
import type { LatencyThroughputData } from "../../../src/plot/latency-throughput-data.ts";
import type { Experiment, Point } from "./load-experiment.ts";

export function plotDataOf(
  experiment: Experiment,
  points: readonly Point[],
): LatencyThroughputData {
  return {
    title: experiment.name,
    systems: experiment.systems.map(({ id, name, dataplane }) => ({
      id,
      name,
      dataplane,
      points: points
        .filter((point) => point.systemId === id)
        .map((point) => ({
          offeredRps: point.offeredRps,
          achievedRps: point.throughput.value,
          p50Us: point.p50.value,
          p99Us: point.p99.value,
          p99LowUs: point.p99.ciLow,
          p99HighUs: point.p99.ciHigh,
          saturated: point.saturated === true,
        })),
      maxUnderSloRps:
        experiment.answers.find((a) => a.system.id === id)?.maxThroughputUnderSlo.value ?? null,
    })),
    slo: experiment.slo,
    provenance: {
      replications: Math.max(0, ...points.map((point) => point.p99.replications)),
      modelVersion: experiment.modelVersion,
      definitionHash: experiment.definitionHash,
    },
  };
}
