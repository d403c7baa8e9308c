/** Writes the latency-throughput plot of an experiment that ran in this process. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { answerSystems, type MeasuredPoint } from "../experiment/answer.ts";
import { estimateMetric, isSaturated } from "../experiment/estimate.ts";
import type { Expansion } from "../experiment/expand.ts";
import { type LatencyThroughputData, latencyThroughputSvg } from "../plot/latency-throughput.ts";
import { nodeDocument } from "../plot/node-document.ts";
import { EXIT, ExitError } from "./exit.ts";

const US = 1e6;

export function plotData(
  expansion: Expansion,
  points: readonly MeasuredPoint[],
): LatencyThroughputData {
  const { definition, definitionHash, modelVersion } = expansion;
  const answers = answerSystems(definition, points);
  return {
    title: definition.name,
    systems: definition.systems.map((system, i) => ({
      id: system.id,
      name: system.name,
      dataplane: system.dataplane.kind,
      points: points.filter((p) => p.systemId === system.id).map(plotPoint),
      maxUnderSloRps: answers[i]?.maxThroughputUnderSlo.value ?? null,
    })),
    slo: definition.slo && {
      measure: definition.slo.measure.replace("latency.", ""),
      limitUs: definition.slo.limitPs / US,
    },
    provenance: { replications: definition.replications, modelVersion, definitionHash },
  };
}

function plotPoint({ offeredRps, records }: MeasuredPoint) {
  const p99 = estimateMetric(records, "latency.p99");
  return {
    offeredRps,
    achievedRps: estimateMetric(records, "throughput").value,
    p50Us: estimateMetric(records, "latency.p50").value,
    p99Us: p99.value,
    p99LowUs: p99.ciLow,
    p99HighUs: p99.ciHigh,
    saturated: isSaturated(records) === true,
  };
}

/** @param theme "light" or "dark"; anything else ends the command. */
export function writePlot(file: string, data: LatencyThroughputData, theme: string): void {
  if (theme !== "light" && theme !== "dark") {
    throw new ExitError(EXIT.usage, `ixlab: --theme is light or dark, not ${theme}`);
  }
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  writeFileSync(file, latencyThroughputSvg(data, { document: nodeDocument(), theme }));
}
