/** Counters of a run as its record keeps them. */
import type { DataplaneCounts } from "../dataplane/contract.ts";
import { LatencyHistogram } from "../stats/histogram.ts";
import type { Clients, Traffic } from "../workload/contract.ts";

/** What is counted while a run goes on. */
export interface Counted {
  readonly clients: Clients;
  readonly dataplane: { readonly counts: DataplaneCounts };
  /** Frames that full rings threw away; time that all ports have spent receiving, and sending. */
  readonly network: {
    readonly drops: number;
    readonly receivedPs: number;
    readonly sentPs: number;
  };
  readonly traffic: Traffic;
}

/** What has been counted since the start. */
export function countersOf({
  clients,
  dataplane,
  network,
  traffic,
}: Counted): Record<string, number> {
  const { counts } = dataplane;
  const messagesPerAnswer = traffic.isPingPong ? 2 : 1;
  let passes = 0;
  for (let packets = 0; packets < counts.passes.length; packets++) {
    passes += counts.passes[packets] ?? 0;
  }
  const emptyPasses = counts.passes[0] ?? 0;
  return {
    ...(traffic.isPingPong && { roundTrips: clients.loadAnswered }),
    requests: clients.loadAnswered,
    offered: clients.loadDue,
    sent: clients.loadSent + clients.latencySent,
    answered: clients.loadAnswered + clients.latencyAnswered,
    responsePayloadBytes: clients.loadAnswered * messagesPerAnswer * traffic.responsePayloadBytes,
    drops: network.drops + (clients.loadDropped ?? 0),
    rxBusyPs: network.receivedPs,
    txBusyPs: network.sentPs,
    batches: passes - emptyPasses,
    emptyPasses,
    batchPackets: counts.packets,
    interrupts: counts.interrupts,
    wakeUps: counts.wakeUps,
    misses: counts.misses,
  };
}

/** What was counted between two moments. */
export const countedSince = (
  before: Readonly<Record<string, number>>,
  now: Readonly<Record<string, number>>,
): Record<string, number> =>
  Object.fromEntries(
    Object.entries(now).map(([name, value]) => [name, value - (before[name] ?? 0)]),
  );

/** Sizes of the batches that were taken since `before`, in packets. */
export function batchHistogram(passes: Float64Array, before: Float64Array): LatencyHistogram {
  const histogram = new LatencyHistogram();
  for (let packets = 1; packets < passes.length; packets++) {
    const count = (passes[packets] ?? 0) - (before[packets] ?? 0);
    if (count > 0) histogram.recordMany(packets, count);
  }
  return histogram;
}
