/**
 * A coarse grid over everything that a definition may say of dataplane, machine and echo: nothing throws, every
 * message and frame is accounted for, no link carries more than it can, what must be monotone is, and every metric
 * is a number or says why not. Simulated times are short; the aim is sanity, not accuracy.
 */
import { describe, expect, it } from "vitest";
import { DATAPLANES } from "../../src/dataplane/registry.ts";
import { Simulation } from "../../src/engine/simulation.ts";
import { compile } from "../../src/experiment/compile.ts";
import type { RunPlan } from "../../src/experiment/plan.ts";
import { simulate } from "../../src/experiment/simulate.ts";
import * as packets from "../../src/hw/packet-table.ts";
import { xeonE52665 } from "../../src/hw/platforms/xeon-e5-2665.ts";
import type { RunRecord } from "../../src/stats/record.ts";
import { METRICS } from "../../src/stats/registry.ts";
import { wireBytes } from "../../src/tcp/frames.ts";
import { us } from "../../src/units.ts";
import { type PlanOptions, planOf } from "../support/sim-plan.ts";

const LINK_BITS_PER_S = xeonE52665.figures.linkSpeed.value;
/** Sizes that leave room in a frame, fill it, just do not, and need more than one window. */
const SIZES = [1, 64, 1460, 1461, 8192, 65_537, 1_048_576];
const MESSAGES = [1, 2, 7, 64, 1024, 0];
const CONNECTIONS = [1, 18, 433, 14_400];
const BATCH_BOUNDS = [1, 2, 8, 33, 64, 256];
const SILENT = { load: () => undefined, latencyClient: () => undefined };

const each = DATAPLANES.map((d) => [d.id, d] as const);
const cycle = <T>(list: readonly T[], i: number): T => list[i % list.length]!;

function value(record: RunRecord, id: string): number {
  const found = METRICS.find((m) => m.id === id)?.of(record);
  return typeof found === "number" ? found : 0;
}

const describePlan = ({ system, workload }: RunPlan) =>
  `${system.hardwareThreads.length} threads, ${system.nicPorts} ports, ${JSON.stringify({
    ...system.dataplane.params,
    ...workload.params,
  })}`;

/** What is wrong with a record whatever the plan; empty if nothing is. */
function faultsOf(plan: RunPlan, record: RunRecord): string[] {
  const { counters } = record;
  const count = (name: string) => counters[name] ?? Number.NaN;
  // What leaves just before an edge of the window is booked at the next event.
  const edgePs = us(2);
  const faults: string[] = [];
  for (const metric of METRICS) {
    const result = metric.of(record);
    if (typeof result === "number" && !Number.isFinite(result))
      faults.push(`${metric.id} ${result}`);
  }
  for (const [name, counter] of Object.entries(counters)) {
    if (!(counter >= 0 && Number.isFinite(counter))) faults.push(`${name} ${counter}`);
  }
  for (const id of ["linkRxUse", "linkTxUse"]) {
    if (value(record, id) > 1 + edgePs / plan.measurePs) faults.push(`${id} ${value(record, id)}`);
  }
  const threads = plan.system.hardwareThreads.length;
  const time = (count("kernelPs") + count("userPs") + count("idlePs")) / (threads * plan.measurePs);
  if (!(Math.abs(time - 1) < 1e-9)) faults.push(`time adds up to ${time}`);
  const connections = plan.workload.params["connections"] as number;
  if (Math.abs(count("sent") - count("answered")) > connections) faults.push("messages are lost");
  return faults;
}

/** Runs a plan to its end and looks at what is under way; empty if everything is accounted for. */
function conservationFaults(plan: RunPlan): string[] {
  const run = compile(plan, SILENT);
  const untilPs = plan.warmupPs + plan.measurePs;
  run.clients.limitPs = untilPs;
  new Simulation(run.actors, []).run(untilPs);
  run.clients.advance(untilPs);
  const { loadSent, loadAnswered } = run.clients;
  const { messageBytes, messagesPerConnection, connections } = plan.workload.params as Record<
    string,
    number
  >;
  const faults: string[] = [];
  const underWay = loadSent - loadAnswered;
  if (underWay < 0 || underWay > connections!) faults.push(`${underWay} messages under way`);
  const frames = packets.outstanding;
  // A connection that stays open and whose messages are single frames has one frame under way.
  const isSingle = messagesPerConnection === 0 && messageBytes! <= 1400;
  if (isSingle && frames !== connections) faults.push(`${frames} frames under way`);
  return faults;
}

function faultsOfRun(plan: RunPlan, isAudited: boolean): string[] {
  try {
    return [...faultsOf(plan, simulate(plan)), ...(isAudited ? conservationFaults(plan) : [])];
  } catch (error) {
    return [String(error)];
  }
}

const echoOf = (dataplane: string, options: PlanOptions) =>
  planOf({ dataplane, workload: "echo", warmupMs: 1, measureMs: 3, ...options });

describe.each(each)("%s on a grid", (dataplane, member) => {
  // Nothing costs an ideal dataplane anything: a few connections are a rate of millions.
  const manyConnections = Object.keys(member.figures).length === 0 ? 200 : 2000;
  const hasBatchBound = "batchBound" in member.params;

  it("keeps its books over threads, ports, sizes, messages, connections and B", () => {
    const faults: string[] = [];
    for (let threads = 1; threads <= 16; threads++) {
      for (const [size, messageBytes] of SIZES.entries()) {
        const batchBound = cycle(BATCH_BOUNDS, 5 * threads + size);
        const plan = echoOf(dataplane, {
          hardwareThreads: threads,
          nicPorts: 1 + ((Math.floor(threads / 4) + size) % 4),
          ...(hasBatchBound && { dataplaneParams: { batchBound } }),
          workloadParams: {
            messageBytes,
            messagesPerConnection: cycle(MESSAGES, threads + size),
            connections: cycle(CONNECTIONS, threads + Math.floor(threads / 4) + 3 * size),
          },
        });
        const found = faultsOfRun(plan, (threads + size) % 3 === 0);
        if (found.length > 0) faults.push(`${describePlan(plan)}: ${found.join(", ")}`);
      }
    }
    expect(faults).toEqual([]);
  });

  it.each([1, 1024])("does not lose by further threads, %i messages per connection", (n) => {
    const rates = Array.from({ length: 16 }, (_, i) => {
      const plan = echoOf(dataplane, {
        hardwareThreads: i + 1,
        nicPorts: 4,
        // Where threads sleep, it takes longer until all connections are open.
        warmupMs: member.halts ? 30 : 2,
        measureMs: member.halts ? 20 : 5,
        workloadParams: { messagesPerConnection: n, connections: manyConnections },
      });
      return value(simulate(plan), "throughput");
    });
    expect(falls(rates, 0.05)).toEqual([]);
  });

  it("does not lose by more messages per connection", () => {
    const rates = MESSAGES.map((messagesPerConnection) => {
      const workloadParams = { messagesPerConnection, connections: 433 };
      const plan = echoOf(dataplane, { cores: 3, measureMs: 10, workloadParams });
      return value(simulate(plan), "throughput");
    });
    expect(falls(rates, 0.05)).toEqual([]);
  });

  it.each(["echo", "netpipe"])(
    "sends fewer messages when they are larger, within the link: %s",
    (workload) => {
      const sizes = [1, 64, 256, 1024, 1448, 1460, 1461, 4096, 8192, 65_536, 262_144, 1_048_576];
      const rates = sizes.map((messageBytes) => {
        const ofEcho = { messagesPerConnection: 0, connections: 64 };
        const plan = planOf({
          dataplane,
          workload,
          cores: 8,
          warmupMs: messageBytes > 10_000 ? 50 : 2,
          measureMs: workload === "netpipe" || messageBytes > 10_000 ? 100 : member.halts ? 20 : 6,
          workloadParams: { messageBytes, ...(workload === "echo" && ofEcho) },
        });
        const record = simulate(plan);
        expect(faultsOf(plan, record).filter((fault) => fault !== "messages are lost")).toEqual([]);
        // Payload of full frames, and of one message that was almost through before the window.
        const bytes = Math.min(messageBytes, 1460);
        const most = (LINK_BITS_PER_S * bytes) / wireBytes(bytes, member.timestamps);
        const slack = 1 + 0.001 + (64 * 8 * messageBytes) / (most * (plan.measurePs / 1e12));
        expect(value(record, "goodput")).toBeLessThan(most * (workload === "echo" ? slack : 1.01));
        return value(record, "throughput");
      });
      // One message at a time is few samples where machines sleep and wake up: two standard errors more.
      const error = workload === "netpipe" ? 2 / Math.sqrt(Math.min(...rates) * 0.1) : 0;
      expect(rises(rates, 0.05 + Math.min(error, 0.1))).toEqual([]);
      expect(rates.at(-1)).toBeGreaterThan(0);
    },
  );

  if (hasBatchBound)
    it("does not lose by a larger B when it is saturated", () => {
      for (const nicPorts of [1, 3]) {
        const rates = [1, 2, 3, 8, 16, 33, 64, 128, 256].map((batchBound) => {
          const dataplaneParams = { batchBound };
          const plan = planOf({
            dataplane,
            nicPorts,
            offeredRps: 6e6,
            dataplaneParams,
            measureMs: 60,
          });
          return value(simulate(plan), "throughput");
        });
        expect(falls(rates, 0.02)).toEqual([]);
      }
    });
});

/** Where a sequence falls below its highest value so far by more than a share. */
function falls(rates: readonly number[], share: number): string[] {
  return rates.flatMap((rate, i) => {
    const best = Math.max(...rates.slice(0, i + 1));
    return rate < best * (1 - share)
      ? [`[${i}] ${Math.round(rate)} after ${Math.round(best)}`]
      : [];
  });
}

/** Where a sequence rises above its lowest value so far by more than a share. */
function rises(rates: readonly number[], share: number): string[] {
  return rates.flatMap((rate, i) => {
    const least = Math.min(...rates.slice(0, i + 1));
    return rate > least * (1 + share)
      ? [`[${i}] ${Math.round(rate)} after ${Math.round(least)}`]
      : [];
  });
}
