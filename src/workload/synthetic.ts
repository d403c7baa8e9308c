/**
 * Synthetic requests: an open loop without bound, small messages, and a service time drawn from a distribution.
 * What the members differ in is that distribution. On a real dataplane their requests travel over the network and
 * pay for it; an ideal dataplane takes them where they arise, which is the model of queueing theory.
 */
import type { RandomStream } from "../engine/random.ts";
import { assumed, valuesOf } from "../hw/figure.ts";
import { count, type Member, type Params, type ParamValues } from "../params.ts";
import { us } from "../units.ts";
import type { Workload } from "./contract.ts";
import { OpenLoopClients } from "./open-loop.ts";
import { OpenLoopArrivals } from "./open-loop-arrivals.ts";
import type { ServiceTimes } from "./service/service-times.ts";

/** Requests outstanding at most: far beyond what a stable system holds, and what memory allows. */
const MOST_OUTSTANDING = 2 ** 20;

const SYNTHETIC_FIGURES = {
  requestPayload: assumed(64, "B", "small requests, one frame each"),
  responsePayload: assumed(64, "B", "small responses, one frame each"),
  clientSend: assumed(5, "us", "as in memcached-usr"),
  clientReceive: assumed(4.9, "us", "as in memcached-usr"),
} as const;

const CONNECTIONS = count(
  2752,
  "Connections; the network card's hash spreads them over the threads. An ideal dataplane has none.",
  "ZygOS and SoCC'15: 2,720 load and 32 latency connections",
  { min: 1, max: 100_000 },
);

/** A member of this family: its own parameters, and how they become service times. */
interface Synthetic<P extends Params> extends Member<P> {
  readonly serviceTimes: (params: ParamValues<P>, random: RandomStream) => ServiceTimes;
}

type WithConnections<P extends Params> = P & { readonly connections: typeof CONNECTIONS };

export function defineSynthetic<P extends Params>(
  member: Synthetic<P>,
): Workload<WithConnections<P>> {
  type Values = ParamValues<WithConnections<P>>;
  const { serviceTimes, ...description } = member;
  const arrivals = (
    params: Values,
    random: (consumer: string) => RandomStream,
    offeredRps: number,
  ) =>
    new OpenLoopArrivals(
      random("load-arrivals"),
      serviceTimes(params, random("demand")),
      offeredRps,
    );
  const connectionsOf = (params: Values) =>
    (params as ParamValues<{ readonly connections: typeof CONNECTIONS }>).connections;
  return {
    ...description,
    loop: "open",
    params: { ...member.params, connections: CONNECTIONS },
    figures: SYNTHETIC_FIGURES,
    traffic: (params) => {
      const figure = valuesOf(SYNTHETIC_FIGURES);
      const connections = connectionsOf(params);
      return {
        connections,
        hotConnections: connections,
        outstanding: MOST_OUTSTANDING,
        requestPayloadBytes: figure.requestPayload,
        responsePayloadBytes: figure.responsePayload,
        sendPs: us(figure.clientSend),
        receivePs: us(figure.clientReceive),
        isPingPong: false,
      };
    },
    application: () => ({
      eventCycles: 0,
      socketCycles: 0,
      misses: 0,
      isLocked: false,
      lockCycles: 0,
      lockStallPs: 0,
    }),
    arrivals,
    clients: (params, side, offeredRps) =>
      new OpenLoopClients(side, arrivals(params, side.random, offeredRps), connectionsOf(params)),
  };
}
