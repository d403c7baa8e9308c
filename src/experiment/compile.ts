/**
 * From a plan to a machine that can run: every choice is looked up, every number compiled to cycles and
 * picoseconds, and the parts are wired together. Nothing is allocated after this.
 */
import { POLICIES } from "../controlplane/registry.ts";
import type { Dataplane, RunningDataplane } from "../dataplane/contract.ts";
import { DATAPLANES } from "../dataplane/registry.ts";
import { ActorClock } from "../engine/actor-clock.ts";
import { FifoLock } from "../engine/fifo-lock.ts";
import { RandomStream } from "../engine/random.ts";
import type { Actor } from "../engine/simulation.ts";
import { clockHz } from "../hw/clock-speed.ts";
import type { Platform } from "../hw/contract.ts";
import { equalShares, flowGroup } from "../hw/flow-steering.ts";
import { wireBytes } from "../hw/frame.ts";
import { makeHardwareThreads } from "../hw/hardware-thread.ts";
import type { Machine } from "../hw/machine.ts";
import { Nic } from "../hw/nic.ts";
import { PacketTable } from "../hw/packet-table.ts";
import { PLATFORMS } from "../hw/registry.ts";
import { PS_PER_S, us } from "../units.ts";
import { Clients, type LatencySink } from "../workload/clients.ts";
import type { ApplicationSetup, ClientSetup } from "../workload/contract.ts";
import { WORKLOADS } from "../workload/registry.ts";
import type { RunPlan } from "./plan.ts";

/** Actors of the clock: at equal times clients act before threads. */
const CLIENTS = 0;
const FIRST_THREAD = 1;

const SERVER = { address: 0x0a000001, port: 11211 };
const CLIENT_NET = 0x0a000100;
/** Connections per client machine: OSDI'14, 16 threads of 4 connections. */
const CONNECTIONS_PER_CLIENT = 64;
/** Linux' default range of ephemeral ports. */
const FIRST_PORT = 32768;
const PORTS = 28233;

export interface CompiledRun {
  readonly clock: ActorClock;
  readonly actors: readonly Actor[];
  readonly clients: Clients;
  readonly dataplane: RunningDataplane;
  readonly machine: Machine;
  /** Core of each hardware thread. */
  readonly cores: readonly number[];
  readonly platform: Platform;
  readonly hz: number;
  /** True when idle threads halt. */
  readonly halts: boolean;
}

export function compile(plan: RunPlan, sink: LatencySink): CompiledRun {
  const platform = member(PLATFORMS, plan.platform, "platform");
  const dataplane = member(DATAPLANES, plan.system.dataplane.kind, "dataplane");
  const policy = member(POLICIES, plan.system.policy.kind, "policy");
  const workload = member(WORKLOADS, plan.workload.kind, "workload");
  const setup = workload.clients(plan.workload.params);
  const application = workload.application(plan.workload.params);
  const cores = plan.system.hardwareThreads.map((thread) =>
    Math.floor(thread / platform.threadsPerCore),
  );
  const hz = clockHz(platform, policy.requestedHz(plan.system.policy.params), new Set(cores).size);

  const random = (consumer: string) => new RandomStream(plan.rootSeed, plan.replication, consumer);
  const clock = new ActorClock(FIRST_THREAD + cores.length);
  const packets = new PacketTable(
    setup.connections * setup.pipelineDepth + setup.latencyConnections,
  );
  const threads = makeHardwareThreads(clock, cores, {
    hz,
    smtYield: platform.figures.smtYield.value,
    firstActor: FIRST_THREAD,
  });
  const nic = makeNic(plan, platform, dataplane, { setup, application, clock, packets });
  steerFlows(nic, plan, platform, cores.length, random("flow-hash"));
  const machine: Machine = {
    platform,
    clock,
    threads,
    nic,
    packets,
    application: {
      stallPs: application.misses * platform.figures.missStall.value * 1e3,
      eventCycles: application.eventCycles,
      lockCycles: application.lockCycles,
      lockStallPs: application.lockStallPs,
    },
    lock: new FifoLock(),
    nicPorts: plan.system.nicPorts,
    connections: setup.connections + setup.latencyConnections,
    threadsPerCore: new Set(cores).size === cores.length ? 1 : platform.threadsPerCore,
    random,
  };
  const running = dataplane.create(machine, plan.system.dataplane.params);
  const side = { clock, packets, nic, sink, random };
  const clients = new Clients(side, setup, application, plan.offeredRps);
  nic.connect(running.threads, clients);
  clock.set(CLIENTS, 0);
  const actors: Actor[] = [clients, ...running.threads];
  return {
    clock,
    actors,
    clients,
    dataplane: running,
    machine,
    cores,
    platform,
    hz,
    halts: dataplane.halts,
  };
}

function makeNic(
  plan: RunPlan,
  platform: Platform,
  dataplane: Dataplane,
  parts: {
    readonly setup: ClientSetup;
    readonly application: ApplicationSetup;
    readonly clock: ActorClock;
    readonly packets: PacketTable;
  },
): Nic {
  const { setup, application, clock, packets } = parts;
  const { linkSpeed, portPacketRate, wireOneWay } = platform.figures;
  const wirePs = us(wireOneWay.value);
  return new Nic(clock, packets, setup.connections + setup.latencyConnections, {
    ports: plan.system.nicPorts,
    threads: plan.system.hardwareThreads.length,
    ringSize: (plan.system.dataplane.params["rxRing"] ?? 512) * plan.system.nicPorts,
    psPerByte: 8e12 / linkSpeed.value,
    portGapPs: PS_PER_S / portPacketRate.value,
    requestDelayPs: setup.sendPs + wirePs,
    responseDelayPs: wirePs + setup.receivePs,
    requestBytes: wireBytes(application.requestPayloadBytes, dataplane.timestamps),
    responseBytes: wireBytes(application.responsePayloadBytes, dataplane.timestamps),
  });
}

/** Gives every connection an ephemeral port, and with its hash a flow group, a thread and a NIC port. */
function steerFlows(
  nic: Nic,
  plan: RunPlan,
  platform: Platform,
  threads: number,
  random: RandomStream,
): void {
  const groups = platform.figures.flowGroups.value;
  const table = equalShares(groups, threads);
  for (let connection = 0; connection < nic.threadOf.length; connection++) {
    const address = CLIENT_NET + Math.floor(connection / CONNECTIONS_PER_CLIENT);
    const client = { address, port: FIRST_PORT + random.below(PORTS) };
    nic.threadOf[connection] = table[flowGroup(client, SERVER, groups)] ?? 0;
    nic.portOf[connection] = random.below(plan.system.nicPorts);
  }
}

function member<M extends { readonly id: string }>(
  list: readonly M[],
  id: string,
  what: string,
): M {
  const found = list.find((one) => one.id === id);
  if (found === undefined) throw new RangeError(`unknown ${what} ${id}`);
  return found;
}
