/** What every dataplane must do, whatever it models. One suite over the registry. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { DATAPLANES } from "../../src/dataplane/registry.ts";
import { ExponentialStream } from "../../src/engine/exponential.ts";
import { RandomStream } from "../../src/engine/random.ts";
import { Simulation } from "../../src/engine/simulation.ts";
import { compile } from "../../src/experiment/compile.ts";
import { recordDigest } from "../../src/experiment/digest.ts";
import type { RunPlan } from "../../src/experiment/plan.ts";
import { simulate } from "../../src/experiment/simulate.ts";
import * as packets from "../../src/hw/packet-table.ts";
import * as steering from "../../src/hw/steering.ts";
import { PLATFORMS } from "../../src/hw/registry.ts";
import type { RunRecord } from "../../src/stats/record.ts";
import { METRICS } from "../../src/stats/registry.ts";
import { ms, us } from "../../src/units.ts";
import { WORKLOADS } from "../../src/workload/registry.ts";
import { memcachedUsr } from "../../src/workload/memcached-usr.ts";
import { type PlanOptions, planOf } from "../support/sim-plan.ts";

const SILENT = { load: () => undefined, latencyClient: () => undefined };

function metric(id: string, record: RunRecord): number {
  const value = METRICS.find((m) => m.id === id)?.of(record);
  if (typeof value !== "number") throw new Error(`${id} is ${value}`);
  return value;
}

/** Checks the books of a run every 100 us of simulated time; returns it at its end. */
function audit(plan: RunPlan) {
  const run = compile(plan, SILENT);
  const simulation = new Simulation(run.actors, []);
  const { clients } = run;
  for (let untilPs = us(100); untilPs <= plan.measurePs; untilPs += us(100)) {
    clients.limitPs = untilPs;
    simulation.run(untilPs);
    clients.advance(untilPs);
    const sent = clients.loadSent + clients.latencySent;
    const answered = clients.loadAnswered + clients.latencyAnswered;
    // Of memcached, every frame under way is a request or its answer.
    if (plan.offeredRps !== null) expect(sent).toBe(answered + packets.outstanding);
    expect(sent).toBeGreaterThanOrEqual(answered);
    expect(clients.loadSent).toBeLessThanOrEqual(clients.loadDue);
  }
  return run;
}

describe.each(DATAPLANES.map((d) => [d.id, d] as const))("%s", (dataplane, member) => {
  /** A dataplane without figures costs nothing: requests only do their own work, at the nominal clock. */
  const isIdeal = Object.keys(member.figures).length === 0;
  const plan = (options: PlanOptions = {}) => planOf({ dataplane, ...options });

  it("conserves requests at every instant: sent = answered + outstanding", () => {
    const { clients } = audit(plan({ offeredRps: 300_000, measureMs: 20 }));
    expect(clients.loadAnswered).toBeGreaterThan(5000);
    // Nothing is forgotten on the way: outstanding is what is in flight, about 300 K/s times 0.1 ms.
    expect(packets.outstanding).toBeLessThan(100);
  });

  it("conserves them in overload, and keeps no more outstanding than the clients allow", () => {
    audit(plan({ offeredRps: 20_000_000, measureMs: 20 }));
    expect(packets.outstanding).toBeLessThanOrEqual(1472 * 4 + 4);
    expect(packets.outstanding).toBeGreaterThan(5000);
  });

  it("conserves the messages of a closed loop: every connection has one under way", () => {
    for (const messagesPerConnection of [0, 1, 7]) {
      const { clients } = audit(
        plan({ workload: "echo", workloadParams: { connections: 300, messagesPerConnection } }),
      );
      expect(clients.loadAnswered).toBeGreaterThan(1000);
      expect(clients.loadSent - clients.loadAnswered).toBeLessThanOrEqual(300);
      // Of a connection: a message, its acknowledgement, a reset and a SYN at most.
      expect(packets.outstanding).toBeLessThanOrEqual(300 * 4);
      if (messagesPerConnection === 0) expect(packets.outstanding).toBe(300);
    }
  });

  if ("rxRing" in member.params)
    it("conserves them when rings overflow: lost frames are sent again", () => {
      const { clients, machine } = audit(
        plan({
          cores: 1,
          offeredRps: 20_000_000,
          measureMs: 230,
          dataplaneParams: { rxRing: 64 },
          workloadParams: { connections: 20_000, pipelineDepth: 1 },
          policyParams: { frequency: 1.2e9 },
        }),
      );
      expect(machine.nic.drops).toBeGreaterThan(100);
      expect(clients.loadAnswered).toBeGreaterThan(5000);
    });

  it("does nothing when nobody asks", () => {
    const record = simulate(plan({ offeredRps: 0, workloadParams: { latencyRate: 1 } }));
    expect(record.counters).toMatchObject({ requests: 0, offered: 0, sent: 0, batches: 0 });
    expect(metric("idleShare", record)).toBe(1);
  });

  it("offers exactly the arrivals that its stream puts into the window", () => {
    const run = plan({ offeredRps: 300_000, warmupMs: 3, measureMs: 10 });
    const gaps = new ExponentialStream(
      new RandomStream(run.rootSeed, run.replication, "load-arrivals"),
    );
    let expected = 0;
    for (let atPs = 0; atPs <= run.warmupPs + run.measurePs; ) {
      if (atPs > run.warmupPs) expected += 1;
      atPs += Math.round((gaps.next() * 1e12) / 300_000);
    }
    expect(simulate(run).counters["offered"]).toBe(expected);
  });

  it("accounts for all time of all hardware threads", () => {
    const runs = [50_000, 500_000, 4_000_000].map((offeredRps) => plan({ offeredRps }));
    for (const run of [...runs, plan({ workload: "echo" }), plan({ workload: "netpipe" })]) {
      const { counters } = simulate(run);
      const all =
        (counters["kernelPs"] ?? 0) + (counters["userPs"] ?? 0) + (counters["idlePs"] ?? 0);
      expect(all / (run.system.hardwareThreads.length * run.measurePs)).toBeCloseTo(1, 9);
    }
  });

  it("answers no faster than the sum of what a request cannot avoid", () => {
    const run = plan({ offeredRps: 200_000 });
    const workload = WORKLOADS.find((w) => w.id === run.workload.kind)!;
    const platform = PLATFORMS.find((p) => p.id === run.platform)!;
    const traffic = workload.traffic(run.workload.params);
    const application = workload.application(run.workload.params);
    const { requestCycles, variableShare } = memcachedUsr.figures;
    const fastest = Math.max(...platform.turbo);
    const leastPs =
      traffic.sendPs +
      2 * us(platform.figures.wireOneWay.value) +
      traffic.receivePs +
      (requestCycles!.value * (1 - variableShare!.value) * 1e12) / fastest +
      (isIdeal ? 0 : application.lockStallPs);
    const { histograms } = simulate(run);
    expect(histograms["loadLatency"]!.count).toBeGreaterThan(2000);
    expect(histograms["loadLatency"]!.minNs).toBeGreaterThan(leastPs / 1000);
    expect(histograms["latency"]!.minNs).toBeGreaterThan(leastPs / 1000);
  });

  it("does what is asked below its capacity, and never less when more is asked", () => {
    let before = 0;
    for (const offeredRps of [50_000, 100_000, 200_000, 400_000]) {
      const record = simulate(plan({ offeredRps, cores: 8, measureMs: 50 }));
      const throughput = metric("throughput", record);
      // Four standard errors of a Poisson count.
      const error = 4 / Math.sqrt(offeredRps * 0.05);
      expect(Math.abs(throughput / offeredRps - 1)).toBeLessThan(error);
      expect(throughput).toBeGreaterThan(before);
      before = throughput;
    }
  });

  it("counts its batches by size", () => {
    for (const workload of ["memcached-usr", "echo"]) {
      const { histograms, counters } = simulate(plan({ workload, offeredRps: 500_000 }));
      const batch = histograms["batch"]!;
      expect(batch.count).toBe(counters["batches"]);
      expect(batch.sumNs).toBe(counters["batchPackets"]);
      expect(counters["batches"]).toBeGreaterThan(0);
    }
  });

  it("is slower at a lower clock, unless nothing costs anything, and draws less power", () => {
    const fast = simulate(plan({ measureMs: 50 }));
    const slow = simulate(plan({ measureMs: 50, policyParams: { frequency: 1.2e9 } }));
    const mean = (r: RunRecord) => r.histograms["loadLatency"]!.meanNs;
    if (isIdeal) expect(mean(slow)).toBe(mean(fast));
    else expect(mean(slow)).toBeGreaterThan(mean(fast));
    expect(metric("power", slow)).toBeLessThan(metric("power", fast));
  });

  it("gives the same record for the same plan, and another for another seed", () => {
    for (const workload of ["memcached-usr", "echo"]) {
      const digestOf = (options: PlanOptions = {}) =>
        recordDigest(simulate(plan({ workload, ...options })));
      const first = digestOf();
      expect(digestOf()).toBe(first);
      // An echo without any work meets no chance in an ideal dataplane.
      if (isIdeal && workload === "echo") continue;
      expect(digestOf({ replication: 1 })).not.toBe(first);
      expect(digestOf({ rootSeed: "2" })).not.toBe(first);
    }
  });

  it("tells its progress, which changes nothing", () => {
    const told: number[] = [];
    const record = simulate(plan(), (fraction) => told.push(fraction));
    expect(recordDigest(record)).toBe(recordDigest(simulate(plan())));
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBe(1);
  });

  it("runs with one thread, one connection, four ports and any bounds", () => {
    const one = { ...plan({ workloadParams: { connections: 1, latencyConnections: 1 } }) };
    const record = simulate({ ...one, system: { ...one.system, hardwareThreads: [3] } });
    expect(record.counters["requests"]).toBeGreaterThan(0);
    const ports = simulate(plan({ nicPorts: 4, offeredRps: 400_000, measureMs: 50 }));
    expect(Math.abs(metric("throughput", ports) / 400_000 - 1)).toBeLessThan(4 / Math.sqrt(20_000));
  });

  it("keeps memory flat in the length of the run", () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    const used: number[] = [];
    simulate(plan({ offeredRps: 500_000, measureMs: 200 }), (fraction) => {
      if (used.length < Math.floor(fraction * 4)) {
        collect();
        used.push(process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers);
      }
    });
    // 100,000 requests between the second and the last look: under two bytes each.
    expect(used).toHaveLength(4);
    expect(used[3]! - used[1]!).toBeLessThan(100_000);
  });
});

describe("dataplanes of one replication", () => {
  it("meet the same arrivals and the same hash draw", () => {
    const steered = DATAPLANES.map((d) => {
      const { traffic } = compile(planOf({ dataplane: d.id }), SILENT);
      return [...steering.threadOf.subarray(0, traffic.connections)];
    });
    expect(steered[1]).toEqual(steered[0]);
    const records = DATAPLANES.map((d) => simulate(planOf({ dataplane: d.id, measureMs: 30 })));
    const offered = records.map((r) => r.counters["offered"]);
    expect(new Set(offered).size).toBe(1);
    expect(offered[0]).toBeGreaterThan(2000);
  });
});

describe("every dataplane", () => {
  it.each(DATAPLANES.map((d) => [d.id, d] as const))("%s has a source for every figure", (_, d) => {
    for (const [name, figure] of Object.entries(d.figures)) {
      expect(figure.source, name).not.toBe("");
      expect(figure.unit, name).not.toBe("");
      expect(Number.isFinite(figure.value), name).toBe(true);
    }
  });
});

describe("a plan", () => {
  it("of another model version, or without time, is refused", () => {
    expect(() => simulate({ ...planOf(), modelVersion: "0" })).toThrow("model 0");
    expect(() => simulate({ ...planOf(), measurePs: 0 })).toThrow("simulated time");
    expect(() => simulate({ ...planOf(), measurePs: ms(1e9) * 1e4 })).toThrow("simulated time");
    expect(() => simulate({ ...planOf(), platform: "abacus" })).toThrow("unknown platform abacus");
  });
});
