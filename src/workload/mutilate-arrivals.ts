/**
 * Arrivals of the load clients, made in blocks: when each is due, on which connection, and what it asks for.
 *
 * Every connection is an open-loop Poisson source. Independent Poisson sources of equal rate are one
 * Poisson source whose arrivals pick a connection at random, so one clock serves them all, exactly.
 */
import { ExponentialStream, variates } from "../engine/exponential.ts";
import * as requests from "../hw/request-blocks.ts";
import { BLOCK } from "../hw/request-blocks.ts";
import type { RandomStream } from "../engine/random.ts";
import { numbers, UniformStream } from "../engine/uniform.ts";
import { PS_PER_S } from "../units.ts";

/** What a request asks for. */
export interface Demand {
  /** Cycles that do not vary, by value; mean of the exponential part. */
  readonly fixedCycles: Float64Array;
  readonly variableCycles: number;
  /** The response, by value: its wire bytes, or for threads that draw their own load the time of a port, in ps. */
  readonly replyBytes: Int32Array;
}

/** Random words of the values of a block. */
const words = new Int32Array(BLOCK);

export class MutilateArrivals {
  /** Rows of its block: the first, and the one behind the last. */
  readonly first: number = 0;
  readonly end: number = 0;
  /** The first row that was not taken; `end` when all were. */
  next = 0;

  readonly #gaps: ExponentialStream;
  readonly #picks: UniformStream;
  readonly #variable: ExponentialStream;
  readonly #values: RandomStream;
  readonly #demand: Demand;
  #gapPs: number = 0;
  #lastPs: number = 0;

  /**
   * @param block which of the blocks it fills.
   * @param consumer names the streams; @param connections how many, the first of which is number 0.
   * @param rps arrivals per second of all connections; 0 for none.
   */
  constructor(
    block: number,
    random: (consumer: string) => RandomStream,
    consumer: string,
    connections: number,
    rps: number,
    demand: Demand,
  ) {
    this.first = (block * BLOCK) | 0;
    this.end = this.first + BLOCK;
    requests.replyBytes.fill(demand.replyBytes[0] ?? 0, this.first, this.end);
    this.#gaps = new ExponentialStream(random(`${consumer}-arrivals`));
    this.#picks = new UniformStream(random(`${consumer}-connections`), connections);
    this.#variable = new ExponentialStream(random(`${consumer}-demand`));
    this.#values = random(`${consumer}-values`);
    this.#demand = demand;
    this.#gapPs = PS_PER_S / rps;
    if (rps === 0) this.#lastPs = Number.POSITIVE_INFINITY;
    this.refill();
  }

  /** When the first row that was not taken is due. */
  get nextPs(): number {
    return requests.atPs[this.next]!;
  }

  /**
   * From `nowPs` on, arrivals come at another rate and pick among other connections. What was drawn already keeps its
   * place: waits are memoryless, so the rest of one is stretched, and a pick is the same share of the connections.
   */
  change(nowPs: number, rps: number, connections: number): void {
    const gapPs = PS_PER_S / rps;
    const before = this.#gapPs;
    const picksBefore = this.#picks.bound;
    this.#gapPs = gapPs;
    this.#picks.bound = connections;
    if (before === Number.POSITIVE_INFINITY || gapPs === Number.POSITIVE_INFINITY) {
      this.#lastPs = gapPs === Number.POSITIVE_INFINITY ? gapPs : nowPs;
      this.refill();
      return;
    }
    const stretch = gapPs / before;
    const share = connections / picksBefore;
    const atPs = requests.atPs;
    const picks = requests.connection;
    for (let row = this.next; row < this.end; row++) {
      atPs[row] = nowPs + Math.floor((atPs[row]! - nowPs) * stretch + 0.5);
      if (share !== 1) picks[row] = Math.floor(picks[row]! * share);
    }
    this.#lastPs = nowPs + Math.floor((this.#lastPs - nowPs) * stretch + 0.5);
  }

  /** Makes the next block. */
  refill(): void {
    const { first, end } = this;
    this.next = first;
    if (this.#lastPs === Number.POSITIVE_INFINITY) {
      requests.atPs.fill(Number.POSITIVE_INFINITY, first, end);
      return;
    }
    const { fixedCycles, variableCycles } = this.#demand;
    const gapPs = this.#gapPs;
    let lastPs = this.#lastPs;
    this.#gaps.draw();
    this.#variable.draw(1);
    this.#picks.draw();
    const cycles = fixedCycles[0]!;
    const atPs = requests.atPs;
    const connection = requests.connection;
    const demandCycles = requests.demandCycles;
    const draws = variates;
    const picks = numbers;
    for (let i = 0; i < BLOCK; i++) {
      const row = (first + i) | 0;
      lastPs += Math.floor(draws[i]! * gapPs + 0.5);
      atPs[row] = lastPs;
      connection[row] = picks[i]!;
      demandCycles[row] = draws[BLOCK + i]! * variableCycles + cycles;
    }
    this.#lastPs = lastPs;
    if (fixedCycles.length > 1) this.#drawValues();
  }

  /** Demands and responses that depend on the value that is asked for. */
  #drawValues(): void {
    const { fixedCycles, variableCycles, replyBytes } = this.#demand;
    const mask = fixedCycles.length - 1;
    this.#values.drawInto(words);
    for (let i = 0; i < BLOCK; i++) {
      const value = words[i]! & mask;
      requests.replyBytes[this.first + i] = replyBytes[value]!;
      requests.demandCycles[this.first + i] =
        variates[BLOCK + i]! * variableCycles + fixedCycles[value]!;
    }
  }
}
