/** The metrics of a record, in the order in which tables show them. */
import type { Metric } from "./metric.ts";
import { batchMean } from "./metrics/batch.ts";
import { energyPerRequest, power } from "./metrics/energy.ts";
import { latencyMean, latencyPercentile } from "./metrics/latency.ts";
import { drops, offered, throughput } from "./metrics/throughput.ts";
import { idleShare, kernelShare, userShare } from "./metrics/time-shares.ts";

export type { Metric } from "./metric.ts";

export const METRICS: readonly Metric[] = Object.freeze([
  throughput,
  offered,
  latencyMean,
  latencyPercentile(50),
  latencyPercentile(90),
  latencyPercentile(99),
  latencyPercentile(99.9),
  kernelShare,
  userShare,
  idleShare,
  batchMean,
  power,
  energyPerRequest,
  drops,
]);
