/**
 * memcached under mutilate's load, whatever the mix: load connections with bounded pipelining and a separate
 * latency client. A member says what its requests cost and how large they are.
 * Source: Belay et al., OSDI 2014, section 5.5; Leverich and Kozyrakis, mutilate.
 */
import { assumed, calibrated, type Figure, given, type valuesOf } from "../hw/figure.ts";
import { count, type ParamValues, rate } from "../params.ts";
import { us } from "../units.ts";
import type { Workload } from "./contract.ts";
import { defineWorkload } from "./contract.ts";
import { MutilateClients } from "./mutilate.ts";
import type { MutilateSetup } from "./open-load.ts";

const USR_ROWS = "OSDI'14 Fig. 5, USR rows of IX";

/** Figures of the clients, the same for every mix and server. */
export const MUTILATE_FIGURES = {
  clientSend: calibrated(5.3, "us", `${USR_ROWS}: mean at 100 K`),
  clientReceive: calibrated(5.3, "us", `${USR_ROWS}: mean at 100 K`),
  clientJitter: calibrated(1.8, "us", `${USR_ROWS}: unloaded p99`),
} as const;

/** What the released server costs: version 1.4.18, with the lock that its threads share. */
export const LOCKED_SERVER = {
  eventCycles: assumed(
    2500,
    "cycles/event",
    "libevent dispatch, drive_machine; shared by pipelined requests",
  ),
  socketCycles: calibrated(
    3800,
    "cycles/event",
    "OSDI'14 Table 2, USR on Linux; memcached reads again until the socket is empty",
  ),
  misses: assumed(3, "misses/request", "hash bucket, item header, item data of 1 M records"),
  lockHold: calibrated(0.42, "us", `${USR_ROWS}: peak at 6 cores`),
} as const;

/** The authors' patched server: no statistics per thread under a lock, no LRU update on access. */
export const PATCHED_SERVER = {
  eventCycles: assumed(500, "cycles/event", "as 1.4.18, without its shared lines"),
  socketCycles: LOCKED_SERVER.socketCycles,
  misses: LOCKED_SERVER.misses,
  lockHold: given(0, "us", "ix-project/memcached: no per-thread statistics, no LRU update"),
} as const;

export interface MemcachedFigures {
  readonly [name: string]: Figure;
  /** Cycles of a request beside its event, the share of them that varies, and cycles per byte of value. */
  readonly requestCycles: Figure;
  readonly variableShare: Figure;
  readonly byteCycles: Figure;
  readonly eventCycles: Figure;
  readonly socketCycles: Figure;
  readonly misses: Figure;
  readonly lockHold: Figure;
  readonly clientSend: Figure;
  readonly clientReceive: Figure;
  readonly clientJitter: Figure;
  readonly requestPayload: Figure;
  /** Payload of a response without its value. */
  readonly responseHeader: Figure;
}

const PARAMS = {
  connections: count(1472, "Connections of the load clients.", "OSDI'14: 23 x 16 x 4", {
    min: 1,
    max: 20000,
  }),
  pipelineDepth: count(4, "Most requests outstanding per load connection.", "OSDI'14", {
    min: 1,
    max: 16,
  }),
  latencyConnections: count(4, "Connections of the latency client, depth one.", "OSDI'14", {
    min: 1,
    max: 64,
  }),
  latencyRate: rate("2krps", "Requests per second of the latency client.", "OSDI'14", {
    min: 1,
    max: 100000,
  }),
} as const;

/** The values of a mix: bytes at equal steps of probability, a power of two of them. */
export type ValueSizes = Int32Array;

export interface Mix {
  readonly id: string;
  readonly title: string;
  readonly doc: string;
  readonly source: string;
  readonly figures: MemcachedFigures;
  readonly valueSizes: ValueSizes;
}

type Values = ReturnType<typeof valuesOf<MemcachedFigures>>;

/** Figures are read when a run is made, so that a changed table counts. */
const read = (figures: MemcachedFigures): Values =>
  Object.fromEntries(Object.entries(figures).map(([k, f]) => [k, f.value])) as Values;

export function defineMemcached(mix: Mix): Workload<typeof PARAMS> {
  const { id, title, doc, source, figures, valueSizes } = mix;
  const meanValue = valueSizes.reduce((sum, bytes) => sum + bytes, 0) / valueSizes.length;
  const openLoad = (params: ParamValues<typeof PARAMS>, offeredRps: number): MutilateSetup => {
    const figure = read(figures);
    return {
      connections: params.connections,
      pipelineDepth: params.pipelineDepth,
      latencyConnections: params.latencyConnections,
      latencyRps: params.latencyRate,
      offeredRps,
      jitterPs: us(figure.clientJitter),
      fixedCycles: figure.requestCycles * (1 - figure.variableShare),
      variableCycles: figure.requestCycles * figure.variableShare,
      byteCycles: figure.byteCycles,
      headerBytes: figure.responseHeader,
      valueSizes,
    };
  };
  return defineWorkload({
    id,
    title,
    doc,
    source,
    params: PARAMS,
    figures,
    loop: "open",
    traffic: (params) => {
      const figure = read(figures);
      const connections = params.connections + params.latencyConnections;
      return {
        connections,
        hotConnections: connections,
        outstanding: params.connections * params.pipelineDepth + params.latencyConnections,
        requestPayloadBytes: figure.requestPayload,
        responsePayloadBytes: figure.responseHeader + Math.round(meanValue),
        sendPs: us(figure.clientSend),
        receivePs: us(figure.clientReceive),
        isPingPong: false,
      };
    },
    application: () => {
      const figure = read(figures);
      return {
        eventCycles: figure.eventCycles,
        socketCycles: figure.socketCycles,
        misses: figure.misses,
        isLocked: figure.lockHold > 0,
        lockCycles: 0,
        lockStallPs: us(figure.lockHold),
      };
    },
    openLoad,
    clients: (params, side, offeredRps) => new MutilateClients(side, openLoad(params, offeredRps)),
  });
}
