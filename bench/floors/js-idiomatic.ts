/**
 * Queues as one would first write them in JavaScript: a binary heap of event objects with closures, an array per
 * queue, Math.random, and every latency in an array.
 */
interface Event {
  readonly at: number;
  readonly order: number;
  readonly happen: () => void;
}

class Simulation {
  now = 0;
  #events: Event[] = [];
  #scheduled = 0;

  after(delay: number, happen: () => void): void {
    const events = this.#events;
    const event = { at: this.now + delay, order: this.#scheduled++, happen };
    let i = events.length;
    events.push(event);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (before(events[parent]!, event)) break;
      events[i] = events[parent]!;
      i = parent;
    }
    events[i] = event;
  }

  step(): void {
    const events = this.#events;
    const first = events[0]!;
    const last = events.pop()!;
    if (events.length > 0) {
      let i = 0;
      for (;;) {
        let child = 2 * i + 1;
        if (child >= events.length) break;
        if (child + 1 < events.length && before(events[child + 1]!, events[child]!)) child++;
        if (before(last, events[child]!)) break;
        events[i] = events[child]!;
        i = child;
      }
      events[i] = last;
    }
    this.now = first.at;
    first.happen();
  }
}

const before = (a: Event, b: Event) => a.at < b.at || (a.at === b.at && a.order < b.order);
const exponential = (mean: number) => -mean * Math.log(1 - Math.random());

interface Request {
  readonly arose: number;
  readonly service: number;
}

class Station {
  readonly #simulation: Simulation;
  readonly #latencies: number[];
  #idle: number;
  #waiting: Request[] = [];
  #taken = 0;

  constructor(simulation: Simulation, servers: number, latencies: number[]) {
    this.#simulation = simulation;
    this.#idle = servers;
    this.#latencies = latencies;
  }

  arrive(request: Request): void {
    if (this.#idle === 0) this.#waiting.push(request);
    else {
      this.#idle--;
      this.#serve(request);
    }
  }

  #serve(request: Request): void {
    this.#simulation.after(request.service, () => {
      this.#latencies.push(this.#simulation.now - request.arose);
      if (this.#taken === this.#waiting.length) this.#idle++;
      else this.#serve(this.#next());
    });
  }

  #next(): Request {
    const request = this.#waiting[this.#taken++]!;
    if (this.#taken > 1024 && 2 * this.#taken > this.#waiting.length) {
      this.#waiting = this.#waiting.slice(this.#taken);
      this.#taken = 0;
    }
    return request;
  }
}

/** As `jsHeap`: requests of mean service time 1 at a load of 0.8, on one queue or on one per server. */
export function jsIdiomatic(servers: number, queues: number, requests: number): number {
  const simulation = new Simulation();
  const latencies: number[] = [];
  const stations = Array.from(
    { length: queues },
    () => new Station(simulation, servers / queues, latencies),
  );
  const gap = 1 / (0.8 * servers);
  const arrival = () => {
    const station = stations[Math.floor(Math.random() * queues)]!;
    station.arrive({ arose: simulation.now, service: exponential(1) });
    simulation.after(exponential(gap), arrival);
  };
  arrival();
  while (latencies.length < requests) simulation.step();
  return latencies.length;
}
