/**
 * One FCFS server on the engine's own parts: actors' clock, loop, streams and histogram. It exists so that
 * the shared machinery can be held against closed formulas.
 */
import { clock } from "../../src/engine/actor-clock.ts";
import { ExponentialStream } from "../../src/engine/exponential.ts";
import { RandomStream } from "../../src/engine/random.ts";
import { Simulation } from "../../src/engine/simulation.ts";
import { LatencyHistogram } from "../../src/stats/histogram.ts";

const ARRIVAL = 0;
const SERVER = 1;
const CAPACITY = 1 << 14;

export interface QueueSetup {
  readonly utilisation: number;
  readonly service: "exponential" | "deterministic";
  readonly servicePs: number;
  readonly warmup: number;
  readonly customers: number;
  readonly replication: number;
}

/** Sojourn times of the customers after the warm-up. */
export function sojournTimes(setup: QueueSetup): LatencyHistogram {
  clock.reset(2);
  const gaps = new ExponentialStream(new RandomStream("theory", setup.replication, "arrivals"));
  const services = new ExponentialStream(new RandomStream("theory", setup.replication, "service"));
  const arrivedPs = new Float64Array(CAPACITY);
  const histogram = new LatencyHistogram();
  let head = 0;
  let tail = 0;
  let left = 0;

  const gapPs = setup.servicePs / setup.utilisation;
  const begin = () => {
    const factor = setup.service === "exponential" ? services.next() : 1;
    clock.set(SERVER, clock.nowPs + Math.round(factor * setup.servicePs));
  };
  const arrival = {
    step() {
      arrivedPs[tail % CAPACITY] = clock.nowPs;
      tail += 1;
      if (tail - head > CAPACITY) throw new RangeError("queue too long for the test");
      if (tail - head === 1) begin();
      clock.set(ARRIVAL, clock.nowPs + Math.round(gaps.next() * gapPs));
    },
  };
  const server = {
    step() {
      const sojournPs = clock.nowPs - arrivedPs[head % CAPACITY]!;
      head += 1;
      left += 1;
      if (left > setup.warmup) histogram.record(sojournPs / 1000);
      if (head < tail) begin();
      else clock.set(SERVER, Number.POSITIVE_INFINITY);
    },
  };
  const simulation = new Simulation([arrival, server], []);
  clock.set(ARRIVAL, 0);
  let untilPs = 0;
  while (left < setup.warmup + setup.customers) {
    untilPs += 1000 * gapPs;
    simulation.run(untilPs);
  }
  return histogram;
}
