/**
 * Ideal dataplanes under synthetic workloads against closed formulas. Method: 20 replications with fixed seeds, 20,000
 * requests of warm-up and 200,000 measured each (120,000 where it is not the tail that is asked for); the value of the theory must lie in the 99.9 % interval over the
 * replications (jackknife, Student t with 19 degrees of freedom), and the interval must be narrow enough to show something.
 * Sources: Kleinrock, Queueing Systems I, 1975 (M/M/1, M/M/c with Erlang C, Pollaczek-Khinchine).
 */
import { describe, expect, it } from "vitest";
import { estimateMetric } from "../../src/experiment/estimate.ts";
import type { RunRecord } from "../../src/stats/record.ts";
import { type Lane, recordsOf, SERVICE } from "./lane.ts";

const MEAN_US = 100;
const NARROW = 0.05;

const run = (dataplane: Lane["dataplane"], servers: number, workload: string, utilisation = 0.8) =>
  recordsOf({
    dataplane,
    servers,
    workload,
    utilisation,
    replications: 20,
    requests: utilisation < 0.8 ? 120_000 : 200_000,
    warmup: 20_000,
  });

/** The theory's value, in mean service times, lies in the interval of the measure, which is narrow. */
function expectToHold(records: readonly RunRecord[], measure: string, theory: number): void {
  const { ciLow, ciHigh } = estimateMetric(records, measure, 0.999);
  const [low, high] = [(ciLow ?? 0) / MEAN_US, (ciHigh ?? 0) / MEAN_US];
  expect(theory, `${measure} in ${low} to ${high}`).toBeGreaterThan(low);
  expect(theory, `${measure} in ${low} to ${high}`).toBeLessThan(high);
  expect((high - low) / 2 / theory).toBeLessThan(NARROW);
}

/** Mean sojourn in mean service times; `cv2` is the squared coefficient of variation of the service time. */
const pollaczekKhinchine = (rho: number, cv2: number) => 1 + (rho * (1 + cv2)) / (2 * (1 - rho));

/** Probability that a request waits, for `servers` servers at utilisation `rho`. */
function erlangC(servers: number, rho: number): number {
  const offered = servers * rho;
  let blocked = 1;
  for (let n = 1; n <= servers; n++) blocked = (offered * blocked) / (n + offered * blocked);
  return blocked / (1 - rho * (1 - blocked));
}

/** Sojourn time in M/M/c that a share of the requests does not exceed. */
function sojournQuantile(servers: number, rho: number, share: number): number {
  const waits = erlangC(servers, rho);
  const rate = servers * (1 - rho);
  const beyond = (t: number) =>
    (1 - waits) * Math.exp(-t) + (waits * (rate * Math.exp(-t) - Math.exp(-rate * t))) / (rate - 1);
  let [low, high] = [0, 1000];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (beyond(middle) > 1 - share) low = middle;
    else high = middle;
  }
  return low;
}

describe("M/M/1 at 0.8", () => {
  const records = run("ideal-central", 1, SERVICE.exponential);

  it("has an exponential sojourn time of mean 5", () => {
    expectToHold(records, "latency.mean", 5);
    expectToHold(records, "latency.p50", 5 * Math.LN2);
    expectToHold(records, "latency.p99", 5 * Math.log(100));
  });

  it("is busy 0.8 of the time, and answers what is offered", () => {
    const { ciLow, ciHigh } = estimateMetric(records, "idleShare", 0.999);
    expect(ciLow).toBeLessThan(0.2);
    expect(ciHigh).toBeGreaterThan(0.2);
    expect((ciHigh ?? 1) - (ciLow ?? 0)).toBeLessThan(0.006);
    expect(estimateMetric(records, "throughput").value).toBeCloseTo(8000, -2);
  });
});

describe("M/G/1 waits as Pollaczek and Khinchine say", () => {
  it.each([
    ["deterministic", SERVICE.deterministic, 0.8, 0],
    ["bimodal, 90 % half and 10 % 5.5 times the mean", SERVICE.bimodal, 0.7, 2.25],
    ["lognormal, sigma 0.8", SERVICE.lognormal, 0.7, Math.exp(0.64) - 1],
    ["generalised Pareto, 0.2 + 0.64 of shape 0.2", SERVICE.pareto, 0.7, 0.64 / 0.6],
  ])("%s", (_, workload, rho, cv2) => {
    expectToHold(
      run("ideal-central", 1, workload, rho),
      "latency.mean",
      pollaczekKhinchine(rho, cv2),
    );
  });

  it("also in each of 16 partitioned queues", () => {
    const records = run("ideal-partitioned", 16, SERVICE.bimodal, 0.7);
    expectToHold(records, "latency.mean", pollaczekKhinchine(0.7, 2.25));
  });
});

describe("M/M/16 at 0.8, one queue", () => {
  const records = run("ideal-central", 16, SERVICE.exponential);

  it("waits as Erlang's C formula says", () => {
    expect(erlangC(16, 0.8)).toBeCloseTo(0.30488, 5);
    expectToHold(records, "latency.mean", 1 + erlangC(16, 0.8) / 3.2);
    expectToHold(records, "latency.p50", sojournQuantile(16, 0.8, 0.5));
    expectToHold(records, "latency.p99", sojournQuantile(16, 0.8, 0.99));
  });
});

describe("16 x M/M/1 at 0.8", () => {
  const records = run("ideal-partitioned", 16, SERVICE.exponential);

  it("is 16 times M/M/1, whose thread is picked at random", () => {
    expectToHold(records, "latency.mean", 5);
    expectToHold(records, "latency.p50", 5 * Math.LN2);
    expectToHold(records, "latency.p99", 5 * Math.log(100));
  });
});
