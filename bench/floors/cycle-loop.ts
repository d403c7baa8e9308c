/**
 * The floor: what one core could do if the model were nothing but arrivals, batches and a histogram. Six
 * run-to-completion threads, each with its own Poisson arrivals, one pass per batch of at most 64, every
 * latency recorded; no clients, network, lock, sharing or accounts. Plain loops and local variables.
 */
const THREADS = 6;
const BOUND = 64;
const PASS_NS = 500;
const REQUEST_NS = 3000;
const SEND_NS = 2000;
const SLICE_NS = 100_000;
const RING = 1 << 12;
const BINS_PER_DOUBLING = 64;

const bins = new Uint32Array(64 * BINS_PER_DOUBLING);
const arrivedNs = new Float64Array(THREADS * RING);

/** Simulates at least `requests` requests at `rps`; returns how many. */
export function cycleLoop(requests: number, rps: number): number {
  const gapNs = (1e9 * THREADS) / rps;
  const nextNs = new Float64Array(THREADS);
  const clockNs = new Float64Array(THREADS);
  const head = new Int32Array(THREADS);
  const tail = new Int32Array(THREADS);
  let seed = 0x2545f491;
  let done = 0;
  for (let untilNs = SLICE_NS; done < requests; untilNs += SLICE_NS) {
    for (let thread = 0; thread < THREADS; thread++) {
      const base = thread * RING;
      let now = clockNs[thread]!;
      let next = nextNs[thread]!;
      let first = head[thread]!;
      let last = tail[thread]!;
      while (now < untilNs) {
        while (next <= now) {
          arrivedNs[base + (last++ & (RING - 1))] = next;
          seed ^= seed << 13;
          seed ^= seed >>> 17;
          seed ^= seed << 5;
          next -= Math.log(((seed >>> 0) + 0.5) * 2 ** -32) * gapNs;
        }
        let batch = last - first;
        if (batch === 0) {
          now = next;
          continue;
        }
        if (batch > BOUND) batch = BOUND;
        now += PASS_NS + batch * REQUEST_NS;
        for (let i = 0; i < batch; i++) {
          const latency = now + SEND_NS - arrivedNs[base + (first++ & (RING - 1))]!;
          bins[(Math.log2(latency) * BINS_PER_DOUBLING) | 0]!++;
        }
        done += batch;
      }
      clockNs[thread] = now;
      nextNs[thread] = next;
      head[thread] = first;
      tail[thread] = last;
    }
  }
  return done;
}
