/** Ping-pong between two machines: one message alone takes exactly the sum of its stages, both ways. */
import { describe, expect, it } from "vitest";
import { IX_FIGURES } from "../../../src/dataplane/ix-figures.ts";
import { Simulation } from "../../../src/engine/simulation.ts";
import { compile } from "../../../src/experiment/compile.ts";
import { simulate } from "../../../src/experiment/simulate.ts";
import * as packets from "../../../src/hw/packet-table.ts";
import { xeonE52665 } from "../../../src/hw/platforms/xeon-e5-2665.ts";
import { METRICS } from "../../../src/stats/registry.ts";
import { us } from "../../../src/units.ts";
import { type PlanOptions, planOf } from "../../support/sim-plan.ts";

const hw = xeonE52665.figures;
const PS_PER_BYTE = 800;

/** Round trips of the first 2 ms, or until a few of large messages are over. */
function roundTrips(messageBytes: number, options: PlanOptions = {}) {
  const untilPs = us(2000) + 8 * messageBytes * PS_PER_BYTE;
  const latencies: number[] = [];
  const sink = {
    load: () => undefined,
    latencyClient: (buffer: Float64Array, n: number) => latencies.push(...buffer.subarray(0, n)),
  };
  const run = compile(
    planOf({ workload: "netpipe", workloadParams: { messageBytes }, ...options }),
    sink,
  );
  run.clients.limitPs = untilPs;
  new Simulation(run.actors, []).run(untilPs);
  run.clients.flush();
  return { run, latencies };
}

describe("ping-pong of one frame on IX", () => {
  it("takes receive part, application, sendv, an empty pass and the wire, both ways", () => {
    const { latencies } = roundTrips(64);
    const f = IX_FIGURES;
    const pass = f.passCycles.value + f.portCycles.value;
    // Two threads per core share the L2: 512 descriptors of 192 B each.
    const headers =
      f.headerLines.value *
      hw.l2Miss.value *
      (1 - hw.l2ForHeaders.value / (2 * 512 * f.ringEntryBytes.value));
    const cycles =
      pass +
      f.crossings.value * f.crossingCycles.value +
      (f.receiveDriverCycles.value + f.tcpInputCycles.value + headers) +
      f.libixCycles.value +
      (f.receiveDoneCycles.value + f.tcpOutputCycles.value) +
      (f.emptyPassShare.value * pass + f.transmitDriverCycles.value);
    const misses = 2 * f.missesPerPort.value + f.missesPerMessage.value;
    const wire = us(hw.wireOneWay.value) + 142 * PS_PER_BYTE;
    // Six of eight cores share ring, L3 and memory.
    const stall = hw.missStall.value;
    const missPs = 1000 * (stall + ((hw.missStallShared.value - stall) * 5) / 7);
    const oneWay = cycles * (1e12 / 2.9e9) + misses * missPs + wire;
    expect(latencies.length).toBeGreaterThan(100);
    // The first one starts before the machines have taken the frame in; segments are rounded to 1 ps.
    for (const latencyPs of latencies) expect(Math.abs(latencyPs - 2 * oneWay)).toBeLessThan(10);
  });

  it("has a one-way latency of half of that, and only a ping-pong has one", () => {
    const metric = METRICS.find(({ id }) => id === "oneWayLatency")!;
    const { latencies } = roundTrips(64);
    const oneWayUs = metric.of(simulate(planOf({ workload: "netpipe" })));
    expect(oneWayUs).toBeCloseTo(latencies[10]! / 2e6, 3);
    expect(metric.of(simulate(planOf()))).toBe("NOT_MODELLED");
  });
});

describe("ping-pong", () => {
  it("has one message under way, and no frame more than that takes", () => {
    const { run } = roundTrips(8192);
    expect(run.clients.loadSent - run.clients.loadAnswered).toBe(1);
    expect(packets.outstanding).toBeLessThan(2 * 6 + 6);
  });

  it.each([1, 1460, 1461, 65_536, 131_072, 1_048_576])(
    "goes on for ever with %i B",
    (messageBytes) => {
      for (const dataplane of ["ix", "linux"]) {
        const { latencies } = roundTrips(messageBytes, { dataplane });
        // Twice the message at link speed, and no more than ten times that and 200 us.
        const leastPs = 2 * messageBytes * PS_PER_BYTE;
        expect(latencies.length).toBeGreaterThan(0);
        expect(Math.min(...latencies)).toBeGreaterThan(leastPs);
        expect(Math.max(...latencies)).toBeLessThan(10 * leastPs + us(200));
      }
    },
  );
});
