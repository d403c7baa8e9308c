/** mutilate's client machines, against a server that answers at once or after a fixed time. */
import { describe, expect, it } from "vitest";
import { clock } from "../../../src/engine/actor-clock.ts";
import { RandomStream } from "../../../src/engine/random.ts";
import { Simulation } from "../../../src/engine/simulation.ts";
import { Nic } from "../../../src/hw/nic.ts";
import { PacketQueue } from "../../../src/hw/packet-queue.ts";
import * as packets from "../../../src/hw/packet-table.ts";
import * as steering from "../../../src/hw/steering.ts";
import { exchangeOf } from "../../../src/tcp/frames.ts";
import { us } from "../../../src/units.ts";
import { MutilateClients } from "../../../src/workload/mutilate.ts";
import { RetransmitQueue } from "../../../src/workload/retransmit-queue.ts";

const REQUEST_DELAY = us(10);
const RESPONSE_DELAY = us(12);
/** Request and response of 64 B: 142 B on the wire. */
const EXCHANGE = exchangeOf(64, 64, false);
const FRAME = 142 * 800;

interface Setup {
  readonly connections?: number;
  readonly pipelineDepth?: number;
  readonly offeredRps: number;
  readonly latencyRps?: number;
  readonly servicePs?: number;
}

/** Clients, network, and one thread that takes what waits and answers it together `servicePs` later. */
function world(setup: Setup) {
  const connections = setup.connections ?? 10;
  const pipelineDepth = setup.pipelineDepth ?? 4;
  const servicePs = setup.servicePs ?? 0;
  clock.reset(2);
  packets.reset(connections * pipelineDepth + 2);
  steering.threadOf.fill(0, 0, connections + 2);
  steering.portOf.fill(0, 0, connections + 2);
  const nic = new Nic({
    machine: 0,
    ports: 1,
    threads: 1,
    ringSize: 1000,
    psPerByte: 800,
    portGapPs: 0,
    requestDelayPs: REQUEST_DELAY,
    responseDelayPs: RESPONSE_DELAY,
    frameBytes: EXCHANGE.requestWireBytes,
  });
  const load: number[] = [];
  const latency: number[] = [];
  const take = (list: number[]) => (buffer: Float64Array, n: number) => {
    list.push(...buffer.subarray(0, n));
  };
  const clients = new MutilateClients(
    {
      nic,
      farNic: undefined,
      exchange: EXCHANGE,
      nominalHz: 2.4e9,
      steer: () => undefined,
      sink: { load: take(load), latencyClient: take(latency) },
      random: (consumer) => new RandomStream("clients", 0, consumer),
    },
    {
      connections,
      pipelineDepth,
      latencyConnections: 2,
      latencyRps: setup.latencyRps ?? 1,
      offeredRps: setup.offeredRps,
      jitterPs: 0,
      fixedCycles: 500,
      variableCycles: 500,
      byteCycles: 0,
      headerBytes: 60,
      valueSizes: Int32Array.of(4),
    },
  );
  const most = { outstanding: 0 };
  const ring = nic.rings[0]!;
  const working = new PacketQueue();
  const server = {
    step(actor: number) {
      while (working.length > 0) nic.respond(working.shift());
      ring.admit();
      working.takeAll(ring.waiting);
      most.outstanding = Math.max(most.outstanding, packets.outstanding);
      clock.set(actor, working.length === 0 ? ring.nextFramePs() : clock.nowPs + servicePs);
    },
  };
  const receiver = {
    frameComing(packet: number) {
      if (working.length === 0 && packets.atPs[packet]! < clock.atPs[1]!) {
        clock.set(1, packets.atPs[packet]!);
      }
    },
  };
  nic.connect([receiver], clients);
  clock.set(0, 0);
  const simulation = new Simulation([clients, server], []);
  const run = (untilPs: number) => {
    clients.limitPs = untilPs;
    simulation.run(untilPs);
    clients.advance(untilPs);
    clients.flush();
  };
  return { clients, run, load, latency, most };
}

describe("load clients", () => {
  it("offer what they are asked for: Poisson, within four standard errors", () => {
    const { clients, run } = world({ offeredRps: 1e6 });
    run(us(100_000));
    expect(Math.abs(clients.loadDue - 100_000)).toBeLessThan(4 * Math.sqrt(100_000));
  });

  it("see the delays of the wire and nothing else when the server answers at once", () => {
    const { load, run } = world({ offeredRps: 1000 });
    run(us(100_000));
    expect(load.length).toBeGreaterThan(50);
    expect(Math.min(...load)).toBe(REQUEST_DELAY + RESPONSE_DELAY + 2 * FRAME);
  });

  it("keep no more requests outstanding than their depth, and lose no arrival", () => {
    const { clients, run, most } = world({
      connections: 5,
      pipelineDepth: 3,
      offeredRps: 1e6,
      servicePs: us(100),
    });
    run(us(20_000));
    expect(most.outstanding).toBeLessThanOrEqual(5 * 3 + 2);
    expect(most.outstanding).toBeGreaterThanOrEqual(5 * 3);
    expect(clients.loadSent).toBe(clients.loadAnswered + packets.outstanding);
    expect(clients.loadDue).toBeGreaterThan(2 * clients.loadSent);
  });

  it("catch up with what was held back as soon as there is room", () => {
    const { clients, run, load } = world({
      connections: 1,
      pipelineDepth: 1,
      offeredRps: 1e6,
      servicePs: us(50),
    });
    run(us(10_000));
    // One request after the other, without a gap: a round trip and a service each.
    const round = REQUEST_DELAY + RESPONSE_DELAY + us(50) + 2 * FRAME;
    expect(load.every((latencyPs) => latencyPs === round)).toBe(true);
    expect(Math.abs(clients.loadAnswered - us(10_000) / round)).toBeLessThan(2);
  });

  it("do the same however their time is cut into windows", () => {
    const whole = world({ offeredRps: 2e6, servicePs: us(7) });
    whole.run(us(3000));
    const cut = world({ offeredRps: 2e6, servicePs: us(7) });
    for (let untilPs = 0; untilPs < us(3000); untilPs += us(1.7)) cut.run(untilPs);
    cut.run(us(3000));
    expect(cut.load).toEqual(whole.load);
    expect(cut.clients.loadDue).toBe(whole.clients.loadDue);
  });
});

describe("the latency client", () => {
  it("keeps one request outstanding per connection and its own rate", () => {
    const { clients, latency, run } = world({ offeredRps: 0, latencyRps: 2000 });
    run(us(1_000_000));
    expect(clients.loadDue).toBe(0);
    expect(Math.abs(clients.latencyAnswered - 2000)).toBeLessThan(4 * Math.sqrt(2000));
    expect(latency).toHaveLength(clients.latencyAnswered);
  });

  it("never has two requests on one connection", () => {
    const { run, most } = world({ offeredRps: 0, latencyRps: 1e6, servicePs: us(40) });
    run(us(10_000));
    expect(most.outstanding).toBe(2);
  });
});

describe("lost requests", () => {
  it("are sent again 200 ms after they were lost, in order", () => {
    packets.reset(3);
    const queue = new RetransmitQueue();
    const [a, b] = [packets.allocate(), packets.allocate()];
    packets.atPs[a] = us(5);
    packets.atPs[b] = us(3); // noticed later, though it arrived earlier
    queue.add(a);
    queue.add(b);
    expect([queue.length, queue.firstPs()]).toEqual([2, us(200_005)]);
    expect([queue.take(), queue.firstPs(), queue.take(), queue.length]).toEqual([
      a,
      us(200_005),
      b,
      0,
    ]);
  });
});
