/**
 * Little's law on IX in an open loop: the mean number of load requests that are outstanding is their rate times
 * their mean latency. The number is read from the slots of the connections, which latencies are not made from: every
 * 5 us, a slot is taken from when its request was sent until its answer is back at the client.
 *
 * Method: 8 replications with fixed seeds; zero must lie in the 99.9 % interval of the relative difference (Student t
 * with 7 degrees of freedom), and the interval must be narrower than 1 %.
 */
import { describe, expect, it } from "vitest";
import { compile } from "../../src/experiment/compile.ts";
import * as connections from "../../src/workload/connection-slots.ts";
import { ms, us } from "../../src/units.ts";
import { planOf } from "../support/sim-plan.ts";

const REPLICATIONS = 8;
/** Student t with 7 degrees of freedom, two-sided 99.9 %. */
const T7 = 5.408;
const STEP = us(5);
const WARM = ms(2);
const END = ms(8);
const CONNECTIONS = 100;

/** Outstanding over rate times latency, less one; of load requests, in the window. */
function excess(offeredRps: number, pipelineDepth: number, replication: number): number {
  const plan = planOf({
    workload: "memcached-usr-patched",
    hardwareThreads: 3,
    offeredRps,
    replication,
    workloadParams: { connections: CONNECTIONS, pipelineDepth },
  });
  const latency = { sumPs: 0, n: 0 };
  const run = compile(plan, {
    load: (latencyPs, n) => {
      for (const ps of latencyPs.subarray(0, n)) latency.sumPs += ps;
      latency.n += n;
    },
    latencyClient: () => undefined,
  });
  const slots = connections.backPs.subarray(0, CONNECTIONS * pipelineDepth);
  let outstanding = 0;
  let sentBefore = 0;
  for (let nowPs = STEP; nowPs <= END; nowPs += STEP) {
    run.clients.limitPs = nowPs;
    run.clients.advance(nowPs);
    if (nowPs <= WARM) {
      run.clients.flush();
      Object.assign(latency, { sumPs: 0, n: 0 });
      sentBefore = run.clients.loadSent;
      continue;
    }
    for (const backPs of slots) if (backPs > nowPs) outstanding += 1;
  }
  run.clients.flush();
  const rate = (run.clients.loadSent - sentBefore) / (END - WARM);
  const meanOutstanding = (outstanding * STEP) / (END - WARM);
  return meanOutstanding / ((rate * latency.sumPs) / latency.n) - 1;
}

describe("Little's law", () => {
  it.each([
    ["lightly loaded", 3e5, 4],
    ["nearly full", 1.6e6, 4],
    ["beyond capacity", 4e6, 4],
    ["beyond capacity, one request per connection", 4e6, 1],
  ])("holds for IX in an open loop, %s", (_, offeredRps, depth) => {
    const all = Array.from({ length: REPLICATIONS }, (__, i) => excess(offeredRps, depth, i));
    const mean = all.reduce((sum, x) => sum + x, 0) / REPLICATIONS;
    const variance = all.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (REPLICATIONS - 1);
    const half = T7 * Math.sqrt(variance / REPLICATIONS);
    expect(Math.abs(mean), `${mean} +- ${half}`).toBeLessThan(half);
    expect(half).toBeLessThan(0.01);
  });
});
