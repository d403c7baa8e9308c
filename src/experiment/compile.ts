/**
 * From a plan to a machine that can run: every choice is looked up, every number compiled to cycles and
 * picoseconds, and the parts are wired together. Nothing is allocated after this.
 */
import type { ControlledPolicy, FixedPolicy } from "../controlplane/contract.ts";
import { isControlled, POLICIES } from "../controlplane/registry.ts";
import type { Dataplane, RunningDataplane } from "../dataplane/contract.ts";
import { DATAPLANES } from "../dataplane/registry.ts";
import { clock } from "../engine/actor-clock.ts";
import { FifoLock } from "../engine/fifo-lock.ts";
import { RandomStream } from "../engine/random.ts";
import type { Actor } from "../engine/simulation.ts";
import { missStallPs } from "../hw/cache.ts";
import { clockHz } from "../hw/clock-speed.ts";
import type { Platform } from "../hw/contract.ts";
import * as steering from "../hw/steering.ts";
import { equalShares, flowGroup } from "../hw/flow-steering.ts";
import { makeHardwareThreads } from "../hw/hardware-thread.ts";
import type { Machine } from "../hw/machine.ts";
import { Nic } from "../hw/nic.ts";
import * as packets from "../hw/packet-table.ts";
import { PLATFORMS } from "../hw/registry.ts";
import { PS_PER_S, us } from "../units.ts";
import { type Exchange, exchangeOf } from "../tcp/frames.ts";
import { ServerTcp } from "../tcp/server-tcp.ts";
import type {
  ApplicationSetup,
  Clients,
  LatencySink,
  Traffic,
  Workload,
} from "../workload/contract.ts";
import { WORKLOADS } from "../workload/registry.ts";
import type { RunPlan } from "./plan.ts";

/** Actors of the clock: at equal times clients act before threads. */
const CLIENTS = 0;
export const FIRST_THREAD = 1;

export const SERVER = { address: 0x0a000001, port: 11211 };
export const CLIENT_NET = 0x0a000100;
/** Connections per client machine: OSDI'14, 16 threads of 4 connections. */
export const CONNECTIONS_PER_CLIENT = 64;
/** Linux' default range of ephemeral ports. */
export const FIRST_PORT = 32768;
export const PORTS = 28233;

export interface CompiledRun {
  readonly actors: readonly Actor[];
  /** Actors of each core, when cores meet only through the network and where they say so; otherwise none. */
  readonly groups: readonly (readonly number[])[];
  readonly clients: Clients;
  readonly dataplane: RunningDataplane;
  /** Frames lost at full rings, and the time that the ports have spent, up to now. */
  readonly network: {
    readonly drops: number;
    readonly receivedPs: number;
    readonly sentPs: number;
  };
  readonly machine: Machine;
  /** All machines that run the system: the one that is measured, and the far end of a ping-pong. */
  readonly machines: readonly Machine[];
  /** Core of each hardware thread. */
  readonly cores: readonly number[];
  readonly platform: Platform;
  readonly traffic: Traffic;
  readonly hz: number;
  /** True when idle threads halt. */
  readonly halts: boolean;
}

/** What a plan's names stand for. */
interface Choices {
  readonly plan: RunPlan;
  readonly platform: Platform;
  readonly dataplane: Dataplane;
  readonly policy: FixedPolicy | ControlledPolicy;
  readonly workload: Workload;
  readonly traffic: Traffic;
  readonly application: ApplicationSetup;
  readonly exchange: Exchange;
  readonly cores: readonly number[];
  readonly hz: number;
  readonly random: (consumer: string) => RandomStream;
}

export function compile(plan: RunPlan, sink: LatencySink): CompiledRun {
  const choices = choose(plan);
  const { dataplane, workload, traffic, platform, cores, random } = choices;
  if (dataplane.direct !== undefined && workload.arrivals !== undefined) {
    return compileDirect(choices, sink);
  }
  const machineCount = traffic.isPingPong ? 2 : 1;
  clock.reset(FIRST_THREAD + machineCount * cores.length);
  const machines = Array.from({ length: machineCount }, (_, i) => makeMachine(choices, i));
  steerAll(choices);
  const openLoop = compileOpenLoop(choices, machines, sink);
  if (openLoop !== undefined) return openLoop;
  packets.reset(traffic.outstanding);
  const running = machines.map((machine) => {
    const tcp = new ServerTcp(traffic.connections, choices.exchange);
    return dataplane.create(machine, tcp, plan.system.dataplane.params);
  });
  const [machine] = machines;
  const [first] = running;
  if (machine === undefined || first === undefined) throw new Error("no machine");
  const farNic = machines[1]?.nic;
  const clients = workload.clients(
    plan.workload.params,
    {
      nic: machine.nic,
      farNic,
      exchange: choices.exchange,
      sink,
      random,
      nominalHz: platform.figures.nominalFrequency.value,
      steer: steeredAgain(choices),
    },
    plan.offeredRps ?? 0,
  );
  for (const [i, { nic }] of machines.entries()) nic.connect(running[i]?.threads ?? [], clients);
  clock.set(CLIENTS, 0);
  return {
    ...alone(choices, machine, clients, first),
    machines,
    actors: [clients, ...running.flatMap((r) => r.threads)],
    groups: first.coresAreIndependent === true ? groupsOf(machineCount, cores) : [],
  };
}

/** One machine whose clients and dataplane keep their own order. */
function alone(
  { cores, platform, traffic, hz, dataplane }: Choices,
  machine: Machine,
  clients: Clients,
  running: RunningDataplane,
): CompiledRun {
  const { halts } = dataplane;
  return {
    actors: [],
    groups: [],
    clients,
    dataplane: running,
    network: machine.nic,
    machine,
    machines: [machine],
    cores,
    platform,
    traffic,
    hz,
    halts,
  };
}

/** A dataplane that draws the arrivals of an open loop itself, where it can. */
function compileOpenLoop(
  choices: Choices,
  [machine]: readonly Machine[],
  sink: LatencySink,
): CompiledRun | undefined {
  const { plan, dataplane, workload, random, exchange } = choices;
  if (dataplane.openLoop === undefined || workload.openLoad === undefined) return undefined;
  if (machine === undefined) return undefined;
  const load = workload.openLoad(plan.workload.params, plan.offeredRps ?? 0);
  const { timestamps } = dataplane;
  const run = dataplane.openLoop(machine, exchange, plan.system.dataplane.params, {
    load,
    timestamps,
    sink,
    random,
  });
  if (run === undefined) return undefined;
  const running = { threads: [], counts: run.counts };
  return { ...alone(choices, machine, run.clients, running), network: run };
}

/** Arrivals joined to a dataplane that needs no network; the machine's network stays unused. */
function compileDirect(choices: Choices, sink: LatencySink): CompiledRun {
  const { plan, dataplane, workload, random } = choices;
  clock.reset(1);
  const machine = makeMachine(choices, 0);
  const params = plan.workload.params;
  const arrivals = workload.arrivals?.(params, random, plan.offeredRps ?? 0);
  const { threads } = machine;
  const running = arrivals && dataplane.direct?.({ threads, arrivals, sink, random });
  if (running === undefined) throw new Error("no direct run");
  return alone(choices, machine, running.clients, { threads: [], counts: running.counts });
}

/** What a plan's names stand for. */
export function choose(plan: RunPlan): Choices {
  const platform = member(PLATFORMS, plan.platform, "platform");
  const dataplane = member(DATAPLANES, plan.system.dataplane.kind, "dataplane");
  const policy = member(POLICIES, plan.system.policy.kind, "policy");
  // A policy that decides sets the clock of its first step before anything happens.
  const requestedHz = isControlled(policy)
    ? platform.figures.nominalFrequency.value
    : policy.requestedHz(plan.system.policy.params);
  const workload = member(WORKLOADS, plan.workload.kind, "workload");
  const params = plan.workload.params;
  const traffic = workload.traffic(params);
  const cores = plan.system.hardwareThreads.map((thread) =>
    Math.floor(thread / platform.threadsPerCore),
  );
  return {
    plan,
    platform,
    dataplane,
    policy,
    workload,
    traffic,
    application: workload.application(params),
    exchange: exchangeOf(
      traffic.requestPayloadBytes,
      traffic.responsePayloadBytes,
      dataplane.timestamps,
    ),
    cores,
    hz: clockHz(platform, requestedHz, new Set(cores).size),
    random: (consumer) => new RandomStream(plan.rootSeed, plan.replication, consumer),
  };
}

/** The actors of each core of each machine. */
function groupsOf(machines: number, cores: readonly number[]): number[][] {
  return Array.from({ length: machines }, (_, machine) =>
    [...new Set(cores)].map((core) =>
      cores.flatMap((c, i) => (c === core ? [FIRST_THREAD + machine * cores.length + i] : [])),
    ),
  ).flat();
}

/** @param number 0, or 1 for the far end of a ping-pong. */
export function makeMachine(choices: Choices, number: number): Machine {
  const { plan, platform, traffic, application, cores, hz, random } = choices;
  const { smtYield } = platform.figures;
  const stallPs = missStallPs(platform, new Set(cores).size);
  return {
    platform,
    threads: makeHardwareThreads(cores, {
      machine: number,
      hz,
      smtYield: smtYield.value,
      firstActor: FIRST_THREAD + number * cores.length,
    }),
    nic: makeNic(choices, number),
    application: {
      stallPs: application.misses * stallPs,
      misses: application.misses,
      eventCycles: application.eventCycles,
      socketCycles: application.socketCycles,
      isLocked: application.isLocked,
      lockCycles: application.lockCycles,
      lockStallPs: application.lockStallPs,
    },
    lock: new FifoLock(),
    nicPorts: plan.system.nicPorts,
    connections: traffic.connections,
    hotConnections: traffic.hotConnections,
    missStallPs: stallPs,
    threadsPerCore: new Set(cores).size === cores.length ? 1 : platform.threadsPerCore,
    random,
  };
}

function makeNic({ plan, platform, traffic, exchange }: Choices, machine: number): Nic {
  const { linkSpeed, portPacketRate, wireOneWay } = platform.figures;
  const wirePs = us(wireOneWay.value);
  const ring = (plan.system.dataplane.params["rxRing"] as number | undefined) ?? 512;
  return new Nic({
    machine,
    ports: plan.system.nicPorts,
    threads: plan.system.hardwareThreads.length,
    ringSize: ring * plan.system.nicPorts,
    psPerByte: 8e12 / linkSpeed.value,
    portGapPs: PS_PER_S / portPacketRate.value,
    requestDelayPs: traffic.sendPs + wirePs,
    // Machines of a ping-pong are joined by one wire, which takes its time once.
    responseDelayPs: traffic.isPingPong ? 0 : wirePs + traffic.receivePs,
    frameBytes: exchange.requestWireBytes,
  });
}

/** Gives every connection an ephemeral port, and with its hash a flow group, a thread and a NIC port. */
function steerAll(choices: Choices): void {
  const { plan, platform, traffic, random } = choices;
  const groups = platform.figures.flowGroups.value;
  const table = redirection(choices);
  const draws = random("flow-hash");
  for (let connection = 0; connection < traffic.connections; connection++) {
    const address = CLIENT_NET + Math.floor(connection / CONNECTIONS_PER_CLIENT);
    const client = { address, port: FIRST_PORT + draws.below(PORTS) };
    const thread = table[flowGroup(client, SERVER, groups)] ?? 0;
    steering.threadOf[connection] = thread;
    steering.portOf[connection] = draws.below(plan.system.nicPorts);
  }
}

/** The thread of each flow group: equal shares for all threads, or for the first thread of each core. */
function redirection({ platform, dataplane, cores }: Choices): Int32Array {
  const threads = [...cores.keys()];
  const queues = dataplane.oneQueuePerCore
    ? threads.filter((thread) => cores.indexOf(cores[thread] ?? 0) === thread)
    : threads;
  return equalShares(platform.figures.flowGroups.value, queues.length).map((i) => queues[i] ?? 0);
}

/** A connection that is opened anew has a new port; the hash of a random port is a random group. */
function steeredAgain(choices: Choices): (connection: number) => void {
  const { plan, platform, random } = choices;
  const groups = platform.figures.flowGroups.value;
  const table = redirection(choices);
  const draws = random("flow-hash-again");
  return (connection) => {
    steering.threadOf[connection] = table[draws.below(groups)] ?? 0;
    steering.portOf[connection] = draws.below(plan.system.nicPorts);
  };
}

export function member<M extends { readonly id: string }>(
  list: readonly M[],
  id: string,
  what: string,
): M {
  const found = list.find((one) => one.id === id);
  if (found === undefined) throw new RangeError(`unknown ${what} ${id}`);
  return found;
}
