/**
 * Frames that find a full ring are sent again, and nothing is lost for ever: after the time-outs, every connection
 * gets on, whatever its frames were and however they overtook one another.
 */
import { describe, expect, it } from "vitest";
import { type Dataplane, DATAPLANES } from "../../src/dataplane/registry.ts";
import { Simulation } from "../../src/engine/simulation.ts";
import { compile } from "../../src/experiment/compile.ts";
import * as packets from "../../src/hw/packet-table.ts";
import { ms } from "../../src/units.ts";
import { planOf } from "../support/sim-plan.ts";

const CONNECTIONS = 250;
const SILENT = { load: () => undefined, latencyClient: () => undefined };
const lossy = DATAPLANES.filter((d) => "rxRing" in d.params).map((d) => [d.id, d] as const);

/** Connections that get no frame into a ring, or none out, in the last six seconds. */
function stuckConnections(
  dataplane: Dataplane,
  messageBytes: number,
  messagesPerConnection: number,
) {
  const plan = planOf({
    dataplane: dataplane.id,
    workload: "echo",
    hardwareThreads: 1,
    // Small rings, looked at as rarely as can be.
    dataplaneParams: {
      rxRing: 64,
      ...("interruptModeration" in dataplane.params && { interruptModeration: ms(1) }),
      ...("batchBound" in dataplane.params && { batchBound: 256 }),
    },
    policyParams: { frequency: 1.2e9 },
    workloadParams: { messageBytes, messagesPerConnection, connections: CONNECTIONS, clients: 16 },
  });
  const run = compile(plan, SILENT);
  const { nic } = run.machine;
  const simulation = new Simulation(run.actors, []);
  const seen = new Set<number>();
  const taken = nic.sendSide.taken.bind(nic.sendSide);
  nic.sendSide.taken = (port, following) => {
    seen.add(packets.connection[nic.sendSide.firstOf(port)]!);
    taken(port, following);
  };
  const runUntil = (untilPs: number) => {
    run.clients.limitPs = untilPs;
    simulation.run(untilPs);
    run.clients.advance(untilPs);
  };
  runUntil(ms(1000));
  seen.clear();
  runUntil(ms(7000));
  return { stuck: CONNECTIONS - seen.size, drops: nic.drops };
}

describe.each(lossy)("%s with full rings", (_, dataplane) => {
  it.each([
    [64, 1],
    [8192, 0],
    [8192, 3],
    [100_000, 0],
  ])("serves every connection again: %i B, n = %i", (messageBytes, n) => {
    const { stuck, drops } = stuckConnections(dataplane, messageBytes, n);
    expect(drops).toBeGreaterThan(0);
    expect(stuck).toBe(0);
  });
});
