/** Metrics of a record: values, units, and the reason when there is no value. */
import { describe, expect, it } from "vitest";
import { LatencyHistogram } from "../../../src/stats/histogram.ts";
import type { RunRecord } from "../../../src/stats/record.ts";
import { METRICS } from "../../../src/stats/registry.ts";

function metric(id: string, record: RunRecord) {
  const found = METRICS.find((m) => m.id === id);
  if (found === undefined) throw new Error(`no metric ${id}`);
  return found.of(record);
}

function recordOf(samples: number, counters: Record<string, number> = {}): RunRecord {
  const latency = new LatencyHistogram();
  for (let i = 1; i <= samples; i++) latency.record(i * 1000);
  return { histograms: { latency }, counters };
}

describe("metrics", () => {
  const counters = {
    measuredPs: 2e12,
    requests: 4000,
    offered: 5000,
    kernelPs: 30,
    userPs: 10,
    idlePs: 60,
    energyPj: 100e12,
    batches: 100,
    batchPackets: 250,
    drops: 3,
    answered: 4100,
    responsePayloadBytes: 256_000,
    busyCycles: 41e6,
    misses: 8200,
    rxBusyPs: 1e12,
    txBusyPs: 2e12,
    portPs: 8e12,
  };
  const record = recordOf(1000, counters);

  it.each([
    ["throughput", 2000],
    ["offered", 2500],
    ["kernelShare", 0.75],
    ["userShare", 0.25],
    ["idleShare", 0.6],
    ["batch.mean", 2.5],
    ["power", 50],
    ["energyPerRequest", 25_000],
    ["drops", 3],
    ["latency.mean", 500.5],
    ["goodput", 1_024_000],
    ["cyclesPerMessage", 10_000],
    ["l3MissesPerMessage", 2],
    ["linkRxUse", 0.125],
    ["linkTxUse", 0.25],
  ])("%s", (id, expected) => {
    expect(metric(id, record)).toBeCloseTo(expected, 9);
  });

  it("have one id each, and say what they are", () => {
    expect(new Set(METRICS.map((m) => m.id)).size).toBe(METRICS.length);
    expect(METRICS.filter((m) => m.doc === "" || m.unit === "")).toEqual([]);
  });

  it("give a percentile from ten expected samples beyond it on", () => {
    expect(metric("latency.p99", recordOf(1000))).toBeCloseTo(990, 0);
    expect(metric("latency.p99", recordOf(999))).toBe("TOO_FEW_SAMPLES");
    expect(metric("latency.p99.9", recordOf(9999))).toBe("TOO_FEW_SAMPLES");
    expect(metric("latency.p99.9", recordOf(10_000))).toBeCloseTo(9990, -1);
    expect(metric("latency.p50", recordOf(20))).toBeCloseTo(10, 0);
  });

  it("give half of a round trip one way, if there were round trips", () => {
    const pingPong = recordOf(1000, { ...counters, roundTrips: 1000 });
    expect(metric("oneWayLatency", pingPong)).toBeCloseTo(250.25, 9);
    expect(metric("oneWayLatency", record)).toBe("NOT_MODELLED");
  });

  it("read batch sizes from their own histogram", () => {
    const batch = new LatencyHistogram();
    batch.recordMany(1, 90);
    batch.recordMany(64, 10);
    const batched: RunRecord = { histograms: { batch }, counters: {} };
    expect([metric("batch.p50", batched), metric("batch.p99", batched)]).toEqual([1, 64]);
    const none: RunRecord = { histograms: { batch: new LatencyHistogram() }, counters: {} };
    expect(metric("batch.p99", none)).toBe("NO_SAMPLES");
  });

  it("say when nothing was measured", () => {
    expect(metric("latency.mean", recordOf(0))).toBe("NO_SAMPLES");
    expect(metric("latency.p50", recordOf(0))).toBe("NO_SAMPLES");
    expect(metric("energyPerRequest", recordOf(0, { ...counters, requests: 0 }))).toBe(
      "NO_SAMPLES",
    );
    expect(metric("throughput", recordOf(0, { ...counters, requests: 0 }))).toBe(0);
  });

  it("say when a model has no such quantity", () => {
    const bare: RunRecord = { histograms: {}, counters: { measuredPs: 1 } };
    expect(METRICS.map((m) => m.of(bare))).toEqual(METRICS.map(() => "NOT_MODELLED"));
  });
});
