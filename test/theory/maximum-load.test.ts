/**
 * The highest load at which the 99th percentile is within ten mean service times, for 16 servers: what separates a
 * central queue from partitioned ones. Found by bisection over definitions with fixed seeds: first coarsely, then with
 * 3 replications of 700,000 requests, whose p99 is within 0.3 % or so.
 *
 * Exponential, partitioned: 1 - ln 100 / 10. Exponential, central: Erlang C. The deterministic values were computed
 * by recursion (Lindley; Kiefer and Wolfowitz) in a program of their own, with 3 x 3 million requests.
 */
import { describe, expect, it } from "vitest";
import { inMeans, type Lane, recordsOf, SERVICE } from "./lane.ts";

const LIMIT = 10;
/** Requests of one replication, for each halving of the range. */
const REQUESTS = [1e5, 1e5, 2e5, 7e5, 7e5, 7e5, 7e5, 7e5];

function maximumLoad(dataplane: Lane["dataplane"], workload: string): number {
  let [meets, misses] = [0.4, 0.999];
  for (const requests of REQUESTS) {
    const utilisation = (meets + misses) / 2;
    const records = recordsOf({
      dataplane,
      servers: 16,
      workload,
      utilisation,
      replications: 3,
      requests,
      warmup: requests / 10,
    });
    if (inMeans(records, "latency.p99") <= LIMIT) meets = utilisation;
    else misses = utilisation;
  }
  return (meets + misses) / 2;
}

describe("the maximum load with p99 within ten service times", () => {
  it.each([
    ["deterministic", "ideal-partitioned", 0.774],
    ["deterministic", "ideal-central", 0.985],
    ["exponential", "ideal-partitioned", 1 - Math.log(100) / 10],
    ["exponential", "ideal-central", 0.9677],
  ] as const)("%s, %s, as in theory within 0.7 %%", (service, dataplane, theory) => {
    const found = maximumLoad(dataplane, SERVICE[service]);
    expect(Math.abs(found / theory - 1), `found ${found}`).toBeLessThan(0.007);
  });
});
