/**
 * Latencies on their way to a sink, handed over many at a time: one buffer for whatever is simulated. Whoever adds
 * some makes room first.
 */
import type { LatencySink } from "./contract.ts";

/** Latencies of each kind that it holds at most. */
export const LATENCIES = 1024;

class LatencyBuffer {
  readonly loadPs = new Float64Array(LATENCIES);
  readonly clientPs = new Float64Array(LATENCIES);
  /** How many of each it holds. */
  loads = 0;
  clients = 0;
  #sink: LatencySink | undefined;

  /** Forgets what it holds; latencies go to `sink` from now on. */
  reset(sink: LatencySink): void {
    this.#sink = sink;
    this.loads = 0;
    this.clients = 0;
  }

  /** Makes room for `n` latencies of each kind, at most half of what fits. */
  makeRoom(n: number): void {
    const most = this.loads > this.clients ? this.loads : this.clients;
    if (most + n > LATENCIES) this.flush();
  }

  /** Hands over what it holds. */
  flush(): void {
    this.#sink?.load(this.loadPs, this.loads);
    this.#sink?.latencyClient(this.clientPs, this.clients);
    this.loads = 0;
    this.clients = 0;
  }
}

export const latencies = new LatencyBuffer();
