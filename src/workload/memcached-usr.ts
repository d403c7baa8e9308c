/**
 * memcached 1.4.18 under the USR mix (keys of at most 20 B, values of 2 B, 99.8 % GET), loaded by mutilate:
 * open-loop Poisson per connection with bounded pipelining, and a separate latency client.
 * Source: Belay et al., OSDI 2014, section 5.5; Leverich and Kozyrakis, mutilate.
 */
import { assumed, calibrated, given, valuesOf } from "../hw/figure.ts";
import { count, rate } from "../params.ts";
import { us } from "../units.ts";
import { defineWorkload } from "./contract.ts";

const USR_ROWS = "OSDI'14 Fig. 5, USR rows of IX";

export const MEMCACHED_USR_FIGURES = {
  requestCycles: calibrated(3450, "cycles/request", `${USR_ROWS}: peak`),
  eventCycles: assumed(
    2500,
    "cycles/event",
    "libevent dispatch, drive_machine; shared by pipelined requests",
  ),
  variableShare: assumed(0.5, "ratio", "spread of parse, hash and copy"),
  misses: assumed(3, "misses/request", "hash bucket, item header, item data of 1 M records"),
  lockHold: calibrated(0.43, "us", `${USR_ROWS}: peak at 6 cores`),
  clientSend: calibrated(5, "us", `${USR_ROWS}: mean at 100 K`),
  clientReceive: calibrated(4.9, "us", `${USR_ROWS}: mean at 100 K`),
  clientJitter: calibrated(1.8, "us", `${USR_ROWS}: unloaded p99`),
  requestPayload: given(24 + 19, "B", "binary GET header and 19 B key; SoCC'15 scripts"),
  responsePayload: given(24 + 4 + 2, "B", "binary header, flags, 2 B value; SoCC'15 scripts"),
} as const;

export const memcachedUsr = defineWorkload({
  id: "memcached-usr",
  title: "memcached, USR",
  doc: "memcached 1.4.18 with its lock, small GETs, open-loop Poisson clients that keep at most four requests outstanding per connection.",
  source: "OSDI'14 section 5.5; mutilate",
  params: {
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
  },
  figures: MEMCACHED_USR_FIGURES,
  clients: (params) => {
    const figure = valuesOf(MEMCACHED_USR_FIGURES);
    return {
      connections: params.connections,
      pipelineDepth: params.pipelineDepth,
      latencyConnections: params.latencyConnections,
      latencyRps: params.latencyRate,
      sendPs: us(figure.clientSend),
      receivePs: us(figure.clientReceive),
      jitterPs: us(figure.clientJitter),
    };
  },
  application: () => {
    const figure = valuesOf(MEMCACHED_USR_FIGURES);
    return {
      cycles: figure.requestCycles,
      eventCycles: figure.eventCycles,
      variableShare: figure.variableShare,
      misses: figure.misses,
      lockCycles: 0,
      lockStallPs: us(figure.lockHold),
      requestPayloadBytes: figure.requestPayload,
      responsePayloadBytes: figure.responsePayload,
    };
  },
});
