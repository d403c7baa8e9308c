/** What a latency-against-throughput plot is drawn from; plain data, from the CLI or from GraphQL. */
import type { Provenance } from "./provenance.ts";

export interface LatencyThroughputPoint {
  readonly offeredRps: number;
  /** Null until a run of the point has ended. */
  readonly achievedRps: number | null;
  readonly p50Us: number | null;
  readonly p99Us: number | null;
  readonly p99LowUs: number | null;
  readonly p99HighUs: number | null;
  readonly saturated: boolean;
}

export interface LatencyThroughputSystem {
  readonly id: string;
  readonly name: string;
  readonly dataplane: string;
  readonly points: readonly LatencyThroughputPoint[];
  readonly maxUnderSloRps: number | null;
}

export interface LatencyThroughputData {
  readonly title: string;
  readonly systems: readonly LatencyThroughputSystem[];
  readonly slo: { readonly measure: string; readonly limitUs: number } | null;
  readonly provenance: Provenance;
}

/** `p99` from a measure's id such as `latency.p99`, `latency.p99.9` or `p99Us`; `mean` stays. */
export function percentileName(measure: string): string {
  const match = /p(\d+(?:\.\d+)?)/.exec(measure);
  return match === null ? measure.replace(/^latency\./, "") : `p${match[1]}`;
}
