/**
 * The load of mutilate's clients as data: what any server may be joined to that draws its own arrivals.
 * Source: mutilate, as the IX papers used it: load connections with a bounded number of requests outstanding, and
 * latency connections with one.
 */
import { messageWireBytes } from "../tcp/frames.ts";
import type { Demand } from "./mutilate-arrivals.ts";

/** Load clients and latency client, as numbers. */
export interface MutilateSetup {
  /** Load clients: connections, and most requests outstanding on each. */
  readonly connections: number;
  readonly pipelineDepth: number;
  /** Latency client: connections of depth one, and the requests per second of all of them. */
  readonly latencyConnections: number;
  readonly latencyRps: number;
  readonly offeredRps: number;
  /** Mean of the exponential part that the latency client measures beside it. */
  readonly jitterPs: number;
  /** Cycles of a request: a fixed part, and the mean of an exponential one. */
  readonly fixedCycles: number;
  readonly variableCycles: number;
  /** Cycles per byte of a value, bytes of a response beside it, and the values: a power of two, equally likely. */
  readonly byteCycles: number;
  readonly headerBytes: number;
  readonly valueSizes: Int32Array;
}

/** What requests ask for, value by value. */
export function demandOf(setup: MutilateSetup, timestamps: boolean): Demand {
  const { valueSizes, fixedCycles, byteCycles, headerBytes, variableCycles } = setup;
  return {
    fixedCycles: Float64Array.from(valueSizes, (bytes) => fixedCycles + bytes * byteCycles),
    variableCycles,
    replyBytes: valueSizes.map((bytes) => messageWireBytes(headerBytes + bytes, timestamps)),
  };
}
