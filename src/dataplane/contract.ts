/**
 * What a dataplane is: code that owns hardware threads, is told of frames in their rings, and sends
 * responses. It never reads statistics; it counts what it does and others make sense of it.
 */
import type { RandomStream } from "../engine/random.ts";
import type { Actor } from "../engine/simulation.ts";
import type { Receiver } from "../hw/contract.ts";
import type { Figures } from "../hw/figure.ts";
import type { HardwareThread } from "../hw/hardware-thread.ts";
import type { Machine } from "../hw/machine.ts";
import type { Member, Params, ParamValues } from "../params.ts";
import type { Exchange } from "../tcp/frames.ts";
import type { ServerTcp } from "../tcp/server-tcp.ts";
import type { Clients, LatencySink } from "../workload/contract.ts";
import type { MutilateSetup } from "../workload/open-load.ts";
import type { OpenLoopArrivals } from "../workload/open-loop-arrivals.ts";

/** Packets of the largest rings on four ports; larger batches are counted as this. */
const MAX_BATCH = 16384;

/** What all threads of a dataplane did together, since it was created. */
export interface DataplaneCounts {
  /** Passes of the loop, or polls of a ring, by the packets that they found; entry 0 is of those that found none. */
  readonly passes: Float64Array;
  /** Packets taken by the passes. */
  packets: number;
  interrupts: number;
  /** Times that a halted thread was woken. */
  wakeUps: number;
  /** L3 misses of the dataplane and of the application. */
  misses: number;
}

export const noCounts = (): DataplaneCounts => ({
  passes: new Float64Array(MAX_BATCH + 1),
  packets: 0,
  interrupts: 0,
  wakeUps: 0,
  misses: 0,
});

/** Counts one pass that found `packets`, or none. */
export function countPass(counts: DataplaneCounts, packets: number): void {
  counts.passes[packets < MAX_BATCH ? packets : MAX_BATCH]! += 1;
  counts.packets += packets;
}

/** One hardware thread under a dataplane: it acts when its time comes and owns its receive ring. */
export interface DataplaneThread extends Actor, Receiver {}

/** A dataplane at work. */
export interface RunningDataplane {
  /** One per hardware thread of the machine, in its order. */
  readonly threads: readonly DataplaneThread[];
  readonly counts: DataplaneCounts;
  /** True when threads of different cores meet only through the network, and where their `isMeeting` says so. */
  readonly coresAreIndependent?: boolean;
}

/** What a dataplane without a network is joined to. */
export interface DirectSide {
  readonly threads: readonly HardwareThread[];
  readonly arrivals: OpenLoopArrivals;
  readonly sink: LatencySink;
  readonly random: (consumer: string) => RandomStream;
}

/** A dataplane at work without a network: it stands in for clients, network and server. */
export interface DirectRun {
  readonly clients: Clients;
  readonly counts: DataplaneCounts;
}

/** What a dataplane is joined to that draws the arrivals of an open loop itself. */
export interface OpenLoopSide {
  readonly load: MutilateSetup;
  readonly timestamps: boolean;
  readonly sink: LatencySink;
  readonly random: (consumer: string) => RandomStream;
  /** Flow group of a connection, for a control plane that moves them. */
  readonly groupOf?: (connection: number) => number;
  /** Told of each latency that the latency client measures, in ps, and when; that may be later than now. */
  readonly measured?: (atPs: number, latencyPs: number) => void;
}

/** A dataplane at work in an open loop: clients, network and server in one. */
export interface OpenLoopRun {
  readonly clients: Clients;
  readonly counts: DataplaneCounts;
  /** Frames that full rings threw away; time that all ports have spent receiving, and sending. */
  readonly drops: number;
  readonly receivedPs: number;
  readonly sentPs: number;
}

export interface Dataplane<P extends Params = Params> extends Member<P> {
  /** Costs and other numbers of the model, with their sources. */
  readonly figures: Figures;
  /** True when an idle thread halts, false when it polls. */
  readonly halts: boolean;
  /** True when threads can be parked and flow groups moved between them, by a policy that decides. */
  readonly isElastic?: true;
  /** True when connections carry TCP timestamps: twelve bytes more per frame. */
  readonly timestamps: boolean;
  /** True when the NIC steers to the first hardware thread of each core only. */
  readonly oneQueuePerCore?: boolean;
  create(machine: Machine, tcp: ServerTcp, params: ParamValues<P>): RunningDataplane;
  /** Serves requests where they arise; used when the workload can say its arrivals beforehand. */
  readonly direct?: (side: DirectSide) => DirectRun;
  /**
   * Joins threads to the open loop of mutilate's clients without a network between them: the same model, faster.
   * Undefined where that cannot be: the application has a shared lock, messages are longer than a segment.
   */
  openLoop?(
    machine: Machine,
    exchange: Exchange,
    params: ParamValues<P>,
    side: OpenLoopSide,
  ): OpenLoopRun | undefined;
}

/** Keeps the parameter names of a member, so that `create` sees them by inference. */
export const defineDataplane = <P extends Params>(dataplane: Dataplane<P>): Dataplane<P> =>
  dataplane;
