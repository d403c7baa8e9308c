/**
 * Tail latency of late, for a policy that needs it: the 99th percentile, by nearest rank, of what the latency client
 * measured in the last window. The client is assumed to tell the controller at once and for nothing.
 */
import type { Rhythm } from "./contract.ts";

/** Fewer say nothing of a 99th percentile: it would be the largest of them. */
const LEAST = 100;
const TAIL = 0.99;

interface Measured {
  readonly atPs: number;
  readonly latencyPs: number;
}

export class TailWindow {
  readonly #windowPs: number;
  /** Threads tell of their answers when they send them, so not in the order in which they are measured. */
  #measured: Measured[] = [];

  constructor({ tailWindowPs = 0 }: Rhythm) {
    this.#windowPs = tailWindowPs;
  }

  /** The client measures a latency at `atPs`, which may be later than now. */
  add(atPs: number, latencyPs: number): void {
    this.#measured.push({ atPs, latencyPs });
  }

  /** The percentile, in ps; undefined while there are too few. Times must not fall from call to call. */
  tailPs(nowPs: number): number | undefined {
    this.#measured = this.#measured.filter(({ atPs }) => atPs > nowPs - this.#windowPs);
    const seen = this.#measured.filter(({ atPs }) => atPs <= nowPs);
    if (seen.length < LEAST) return undefined;
    const sorted = Float64Array.from(seen, ({ latencyPs }) => latencyPs).sort();
    return sorted[Math.ceil(TAIL * sorted.length) - 1];
  }
}
