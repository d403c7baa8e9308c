/** The metrics of a record, in the order in which tables show them. */
import type { Metric } from "./metric.ts";
import { batchMean, batchPercentile } from "./metrics/batch.ts";
import {
  backgroundThroughput,
  migrationMedian,
  migrations,
  migrationWorst,
  overflows,
  policySteps,
  retransmissions,
  STATE_SHARES,
} from "./metrics/control-plane.ts";
import { energyPerRequest, power } from "./metrics/energy.ts";
import { latencyMean, latencyPercentile, oneWayLatency } from "./metrics/latency.ts";
import { linkRxUse, linkTxUse } from "./metrics/link.ts";
import { cyclesPerMessage, l3MissesPerMessage } from "./metrics/per-message.ts";
import { drops, goodput, offered, throughput } from "./metrics/throughput.ts";
import { idleShare, kernelShare, userShare } from "./metrics/time-shares.ts";

export type { Metric } from "./metric.ts";

export const METRICS: readonly Metric[] = Object.freeze([
  throughput,
  offered,
  goodput,
  latencyMean,
  latencyPercentile(50),
  latencyPercentile(90),
  latencyPercentile(99),
  latencyPercentile(99.9),
  oneWayLatency,
  kernelShare,
  userShare,
  idleShare,
  batchMean,
  batchPercentile(50),
  batchPercentile(99),
  cyclesPerMessage,
  l3MissesPerMessage,
  linkRxUse,
  linkTxUse,
  power,
  energyPerRequest,
  drops,
  backgroundThroughput,
  policySteps,
  migrations,
  migrationMedian,
  migrationWorst,
  overflows,
  retransmissions,
  ...STATE_SHARES,
]);
