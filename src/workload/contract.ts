/**
 * What a workload is: clients that send requests, and an application that answers them. It knows no
 * dataplane; the demand of a request travels as a column of its packet.
 */
import type { Figures } from "../hw/figure.ts";
import type { Member, Params, ParamValues } from "../params.ts";

/** The clients of one run, as numbers. */
export interface ClientSetup {
  /** Load clients: connections, and most requests outstanding on each. */
  readonly connections: number;
  readonly pipelineDepth: number;
  /** Latency client: connections of depth one, and the requests per second of all of them. */
  readonly latencyConnections: number;
  readonly latencyRps: number;
  /** Client time between sending and the wire, between the wire and the reader, constant part. */
  readonly sendPs: number;
  readonly receivePs: number;
  /** Mean of the exponential part that the latency client measures beside it. */
  readonly jitterPs: number;
}

/** The application that answers, in costs of one request. */
export interface ApplicationSetup {
  /** Mean cycles, and the share of them that is exponentially distributed. */
  readonly cycles: number;
  readonly variableShare: number;
  /** Cycles of one readiness event: dispatch and connection state, for all requests it brings. */
  readonly eventCycles: number;
  /** L3 misses on the application's own data. */
  readonly misses: number;
  readonly lockCycles: number;
  readonly lockStallPs: number;
  readonly requestPayloadBytes: number;
  readonly responsePayloadBytes: number;
}

export interface Workload<P extends Params = Params> extends Member<P> {
  readonly figures: Figures;
  clients(params: ParamValues<P>): ClientSetup;
  application(params: ParamValues<P>): ApplicationSetup;
}

export const defineWorkload = <P extends Params>(workload: Workload<P>): Workload<P> => workload;
