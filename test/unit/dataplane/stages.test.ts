/**
 * One request alone takes exactly the sum of its stages; many share them. The sums are written out here from
 * the figures, independently of the code that runs them.
 */
import { describe, expect, it } from "vitest";
import { IX_FIGURES } from "../../../src/dataplane/ix-figures.ts";
import { LINUX_FIGURES } from "../../../src/dataplane/linux-figures.ts";
import { ExponentialStream } from "../../../src/engine/exponential.ts";
import { RandomStream } from "../../../src/engine/random.ts";
import { Simulation } from "../../../src/engine/simulation.ts";
import { compile } from "../../../src/experiment/compile.ts";
import { simulate } from "../../../src/experiment/simulate.ts";
import { wireBytes } from "../../../src/tcp/frames.ts";
import * as packets from "../../../src/hw/packet-table.ts";
import { xeonE52665 } from "../../../src/hw/platforms/xeon-e5-2665.ts";
import { defaultsOf } from "../../../src/params.ts";
import type { RunRecord } from "../../../src/stats/record.ts";
import { METRICS } from "../../../src/stats/registry.ts";
import { us } from "../../../src/units.ts";
import { memcachedUsr } from "../../../src/workload/memcached-usr.ts";
import { type PlanOptions, planOf } from "../../support/sim-plan.ts";

const params = defaultsOf(memcachedUsr.params);
const app = memcachedUsr.application(params);
const traffic = memcachedUsr.traffic(params);
const hw = xeonE52665.figures;
/** IX runs on six of eight cores, Linux on all. */
const missPs = (cores: number) =>
  1000 * (hw.missStall.value + ((hw.missStallShared.value - hw.missStall.value) * (cores - 1)) / 7);
const PS_PER_BYTE = 800;

/** Runs until the first request of the load clients is answered. */
function firstRequest(options: PlanOptions) {
  const latencies: number[] = [];
  const sink = {
    load: (buffer: Float64Array, n: number) => latencies.push(...buffer.subarray(0, n)),
    latencyClient: () => undefined,
  };
  const plan = planOf({ offeredRps: 100, workloadParams: { latencyRate: 1 }, ...options });
  const run = compile(plan, sink);
  const simulation = new Simulation(run.actors, []);
  for (let untilPs = us(10); run.clients.loadAnswered === 0; untilPs += us(10)) {
    run.clients.limitPs = untilPs;
    simulation.run(untilPs);
    run.clients.advance(untilPs);
    run.clients.flush();
  }
  return { latencyPs: latencies[0]!, demandCycles: packets.demandCycles[0]! };
}

function outsidePs(timestamps: boolean): number {
  const request = wireBytes(traffic.requestPayloadBytes, timestamps) * PS_PER_BYTE;
  const response = wireBytes(traffic.responsePayloadBytes, timestamps) * PS_PER_BYTE;
  return (
    traffic.sendPs +
    traffic.receivePs +
    us(2 * hw.wireOneWay.value) +
    Math.max(request, 1e12 / hw.portPacketRate.value) +
    response
  );
}

describe("IX", () => {
  it("answers one request in its receive part, the application, sendv and an empty pass", () => {
    const { latencyPs, demandCycles } = firstRequest({ cores: 6 });
    const f = IX_FIGURES;
    const pass = f.passCycles.value + f.portCycles.value;
    // Two threads per core share the L2: 512 descriptors of 192 B each.
    const headers = 3 * 44 * (1 - 131072 / (2 * 512 * 192));
    const cycles =
      pass +
      f.crossings.value * f.crossingCycles.value +
      (f.receiveDriverCycles.value + f.tcpInputCycles.value + headers) +
      (f.libixCycles.value + app.eventCycles + demandCycles) +
      (f.receiveDoneCycles.value + f.tcpOutputCycles.value) +
      (f.emptyPassShare.value * pass + f.transmitDriverCycles.value);
    const misses = 2 * f.missesPerPort.value + f.missesPerMessage.value + app.misses;
    const psPerCycle = 1e12 / 2.9e9;
    const expected = outsidePs(false) + cycles * psPerCycle + misses * missPs(6) + app.lockStallPs;
    expect(Math.abs(latencyPs - expected)).toBeLessThan(10); // rounding of each segment to 1 ps
  });

  const at = (offeredRps: number, batchBound: number) =>
    simulate(planOf({ offeredRps, measureMs: 40, dataplaneParams: { batchBound } }));

  it("takes at most B packets a cycle, and B of them in overload", () => {
    for (const batchBound of [1, 7, 64]) {
      const { counters } = at(4e6, batchBound);
      expect(counters["batchPackets"]).toBe((counters["batches"] ?? 0) * batchBound);
    }
  });

  it("does more in overload with a larger B, and the same at low load", () => {
    const requests = (r: RunRecord) => r.counters["requests"] ?? 0;
    const [one, eight, all] = [1, 8, 64].map((b) => requests(at(4e6, b)));
    expect(one).toBeLessThan(eight!);
    expect(eight).toBeLessThan(all!);
    const mean = (r: RunRecord) => r.histograms["loadLatency"]!.meanNs;
    expect(Math.abs(mean(at(100_000, 1)) / mean(at(100_000, 64)) - 1)).toBeLessThan(0.005);
  });

  it("pays for further ports in every pass", () => {
    const one = firstRequest({ cores: 6 });
    const four = firstRequest({ cores: 6, nicPorts: 4 });
    expect(four.demandCycles).toBe(one.demandCycles);
    expect(four.latencyPs).toBeGreaterThan(one.latencyPs);
  });
});

describe("Linux", () => {
  it("answers one request in interrupt, softirq, wake-up, epoll, read, application and sendmsg", () => {
    const { latencyPs, demandCycles } = firstRequest({ dataplane: "linux", cores: 8 });
    const f = LINUX_FIGURES;
    const cycles =
      f.interruptCycles.value +
      f.pollCycles.value +
      f.packetCycles.value +
      f.wakeCycles.value +
      f.epollCycles.value +
      (f.readCycles.value + app.socketCycles) +
      (f.libeventCycles.value + app.eventCycles + demandCycles) +
      f.sendCycles.value;
    const wake = new ExponentialStream(new RandomStream("1", 0, "linux-wake-up")).next();
    const waits = us(f.haltExit.value) + us(f.wakeLatency.value) * wake + app.lockStallPs;
    const expected = outsidePs(true) + (cycles * 1e12) / 2.8e9 + app.misses * missPs(8) + waits;
    expect(Math.abs(latencyPs - expected)).toBeLessThan(10);
  });

  const at = (offeredRps: number, dataplaneParams: Record<string, number> = {}) =>
    simulate(planOf({ dataplane: "linux", cores: 8, offeredRps, measureMs: 60, dataplaneParams }));

  it("raises fewer interrupts when they are moderated, and waits longer at low load", () => {
    const quick = at(300_000, { interruptModeration: 0 });
    const slow = at(300_000, { interruptModeration: us(100) });
    expect(slow.counters["interrupts"]).toBeLessThan((quick.counters["interrupts"] ?? 0) / 2);
    const mean = (r: RunRecord) => r.histograms["loadLatency"]!.meanNs;
    expect(mean(slow)).toBeGreaterThan(mean(quick) + 20_000);
  });

  it("is interrupted by every frame and by every completed transmission at low load", () => {
    const { counters } = at(20_000, { interruptModeration: 0 });
    const perAnswer = (counters["interrupts"] ?? 0) / (counters["answered"] ?? 1);
    expect(perAnswer).toBeGreaterThan(1.95);
    expect(perAnswer).toBeLessThan(2.02);
  });

  it("wakes up for most requests at low load and for few when it is busy", () => {
    const perRequest = (r: RunRecord) =>
      (r.counters["wakeUps"] ?? 0) / (r.counters["requests"] ?? 1);
    expect(perRequest(at(50_000))).toBeGreaterThan(0.9);
    expect(perRequest(at(2_000_000))).toBeLessThan(0.01);
  });

  it("spends most of its busy time in the kernel", () => {
    const share = METRICS.find((m) => m.id === "kernelShare")!.of(at(500_000));
    expect(share).toBeGreaterThan(0.7);
    expect(share).toBeLessThan(0.9);
  });

  it("polls at most the NAPI weight at once", () => {
    const { counters } = at(2_000_000, { napiWeight: 1, interruptModeration: us(200) });
    expect(counters["batchPackets"]).toBe(counters["batches"]);
  });
});
