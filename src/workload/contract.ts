/**
 * What a workload is: clients that send requests, and an application that answers them. It knows no
 * dataplane; the demand of a request travels as a column of its packet.
 */
import type { RandomStream } from "../engine/random.ts";
import type { Actor } from "../engine/simulation.ts";
import type { Sender } from "../hw/contract.ts";
import type { Figures } from "../hw/figure.ts";
import type { Nic } from "../hw/nic.ts";
import type { Member, Params, ParamValues } from "../params.ts";
import type { Exchange } from "../tcp/frames.ts";
import type { MutilateSetup } from "./open-load.ts";
import type { OpenLoopArrivals } from "./open-loop-arrivals.ts";

/** What moves between clients and server, as numbers. */
export interface Traffic {
  readonly connections: number;
  /** Connections whose state the server touches in turn: what its caches have to hold. */
  readonly hotConnections: number;
  /** Most requests outstanding at a time, over all connections. */
  readonly outstanding: number;
  readonly requestPayloadBytes: number;
  readonly responsePayloadBytes: number;
  /** Client time between sending and the wire, between the wire and the reader; constant part. */
  readonly sendPs: number;
  readonly receivePs: number;
  /** True when both ends run the system under test and every message is answered by one of its size. */
  readonly isPingPong: boolean;
}

/** The application that answers, in costs of one request. */
export interface ApplicationSetup {
  /** Cycles of one readiness event: dispatch and connection state, for all requests it brings. */
  readonly eventCycles: number;
  /** Kernel cycles of the socket calls of one event, beyond one read and one send. */
  readonly socketCycles: number;
  /** L3 misses on the application's own data. */
  readonly misses: number;
  /** Whether requests hold a lock that all threads share; for how long. */
  readonly isLocked: boolean;
  readonly lockCycles: number;
  readonly lockStallPs: number;
}

/** Takes latencies of answered requests, the first `n` of a buffer, in ps. */
export interface LatencySink {
  load(latencyPs: Float64Array, n: number): void;
  latencyClient(latencyPs: Float64Array, n: number): void;
}

/** What the clients are connected to. */
export interface ClientSide {
  readonly nic: Nic;
  /** The far end of a ping-pong. */
  readonly farNic: Nic | undefined;
  readonly exchange: Exchange;
  readonly sink: LatencySink;
  readonly random: (consumer: string) => RandomStream;
  /** Clock in which service times are turned into cycles. */
  readonly nominalHz: number;
  /** Gives a connection that is opened anew its thread and its port. */
  readonly steer: (connection: number) => void;
}

/** Clients at work: an actor that runs ahead of the server as far as it can know. */
export interface Clients extends Actor, Sender {
  /** Since the start: requests that were due, sent, answered by load clients and by the latency client. */
  readonly loadDue: number;
  readonly loadSent: number;
  readonly loadAnswered: number;
  /** Requests that were due and not sent, because too many were outstanding. */
  readonly loadDropped?: number;
  readonly latencySent: number;
  readonly latencyAnswered: number;
  /** Processes what happens at the clients up to here and no further, until told otherwise. */
  limitPs: number;
  /** Lets everything happen at the clients up to `untilPs`. */
  advance(untilPs: number): void;
  /** Hands over the latencies that are still in the buffers. */
  flush(): void;
}

export interface Workload<P extends Params = Params> extends Member<P> {
  readonly figures: Figures;
  /** Open: a definition gives loads. Closed: clients send as fast as they are answered. */
  readonly loop: "open" | "closed";
  traffic(params: ParamValues<P>): Traffic;
  application(params: ParamValues<P>): ApplicationSetup;
  /** @param offeredRps requests/s of the load clients; 0 in a closed loop. */
  clients(params: ParamValues<P>, side: ClientSide, offeredRps: number): Clients;
  /** Given if clients are mutilate's: a server can be joined to their load as data. */
  openLoad?(params: ParamValues<P>, offeredRps: number): MutilateSetup;
  /** Given if requests come whatever happens to those before them: a server can be joined to it directly. */
  arrivals?(
    params: ParamValues<P>,
    random: (consumer: string) => RandomStream,
    offeredRps: number,
  ): OpenLoopArrivals;
}

export const defineWorkload = <P extends Params>(workload: Workload<P>): Workload<P> => workload;
