/**
 * The engine against queueing theory: M/M/1 and M/D/1. Method: 20 replications with fixed seeds, 2,000
 * customers of warm-up, 40,000 measured; the theoretical value must lie in the 99.9 % interval of the mean
 * over the replications (Student t, 19 degrees of freedom: 3.883).
 */
import { describe, expect, it } from "vitest";
import { type QueueSetup, sojournTimes } from "./queue.ts";

const REPLICATIONS = 20;
const T_999 = 3.883;
const SERVICE_PS = 1e8; // 100 us: the histogram's error of 0.1 % is 0.1 us

function interval(values: readonly number[]): { mean: number; half: number } {
  const n = values.length;
  const mean = values.reduce((a, b) => a + b, 0) / n;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1);
  return { mean, half: T_999 * Math.sqrt(variance / n) };
}

/** Mean and 99th percentile of the sojourn time in service times. */
function measure(service: QueueSetup["service"], utilisation: number) {
  const runs = Array.from({ length: REPLICATIONS }, (_, replication) =>
    sojournTimes({
      utilisation,
      service,
      servicePs: SERVICE_PS,
      warmup: 2000,
      customers: 40_000,
      replication,
    }),
  );
  const unit = SERVICE_PS / 1000;
  return {
    mean: interval(runs.map((h) => h.meanNs / unit)),
    p99: interval(runs.map((h) => h.percentileNs(99) / unit)),
  };
}

function expectWithin({ mean, half }: { mean: number; half: number }, theory: number): void {
  expect(Math.abs(mean - theory)).toBeLessThan(half);
  expect(half).toBeLessThan(0.15 * theory); // an interval that holds everything shows nothing
}

describe("M/M/1 at utilisation 0.7", () => {
  const { mean, p99 } = measure("exponential", 0.7);

  it("stays 1 / (1 - rho) service times on average", () => {
    expectWithin(mean, 1 / 0.3);
  });

  it("has an exponential sojourn time: its 99th percentile is ln 100 means", () => {
    expectWithin(p99, Math.log(100) / 0.3);
  });
});

describe("M/D/1 at utilisation 0.8", () => {
  const { mean } = measure("deterministic", 0.8);

  it("waits rho / (2 (1 - rho)) service times on average (Pollaczek-Khinchine)", () => {
    expectWithin(mean, 1 + 0.8 / 0.4);
  });
});

describe("M/M/1 at utilisation 0.1", () => {
  it("stays 10/9 of a service time", () => {
    expectWithin(measure("exponential", 0.1).mean, 1 / 0.9);
  });
});
