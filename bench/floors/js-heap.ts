/**
 * The floor of queues in JavaScript: servers on a 4-ary heap of typed arrays, arrivals kept out of it, variates made in
 * blocks, every latency counted. One hand-made loop without a model around it; it breaks ties by heap position and
 * knows no plan, seed name, account or window.
 */
import {
  COORDINATE_BITS,
  layerDensity,
  layerInside,
  layerStep,
  TAIL_START,
} from "../../src/engine/exponential-tables.ts";

const BLOCK = 4096;
const ROOM = 1 << 16;
/** Bins by the upper bits of a double: sign, exponent and eight bits of the mantissa. */
const BINS_FROM = (1023 - 20) << 8;
const BINS = 44 << 8;

const cell = new Float64Array(1);
const words = new Uint32Array(cell.buffer);
const bins = new Uint32Array(BINS);

/** Exponential variates of mean 1 in blocks, by ziggurat over xorshift. */
class Exponentials {
  readonly block = new Float64Array(BLOCK);
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 1;
  }

  fill(): void {
    const { block } = this;
    let s = this.#state;
    for (let i = 0; i < BLOCK; ) {
      s ^= s << 13;
      s ^= s >>> 17;
      s ^= s << 5;
      const layer = s & 255;
      const coordinate = s >>> (32 - COORDINATE_BITS);
      const x = coordinate * layerStep[layer]!;
      if (coordinate < layerInside[layer]!) {
        block[i++] = x;
        continue;
      }
      s ^= s << 13;
      s ^= s >>> 17;
      s ^= s << 5;
      const u = ((s >>> 0) + 0.5) * 2 ** -32;
      const low = layerDensity[layer]!;
      if (layer === 0) block[i++] = TAIL_START - Math.log(u);
      else if (low + u * (layerDensity[layer + 1]! - low) < Math.exp(-x)) block[i++] = x;
    }
    this.#state = s;
  }
}

/**
 * Simulates `requests` of mean service time 1 that arrive at a load of 0.8.
 * @param queues 1, for one queue of all servers, or as many as there are servers.
 * @returns the requests that were answered.
 */
export function jsHeap(servers: number, queues: number, requests: number): number {
  const gaps = new Exponentials(0x2545f491);
  const services = new Exponentials(0x9e3779b9);
  const gap = 1 / (0.8 * servers);
  // Heap of busy servers: when each is done.
  const doneAt = new Float64Array(servers + 8);
  const who = new Int32Array(servers + 8);
  let busy = 0;
  const isBusy = new Uint8Array(servers);
  const serving = new Float64Array(servers);
  // Rings of waiting requests: when each arose, and its service time.
  const arose = new Float64Array(queues * ROOM);
  const service = new Float64Array(queues * ROOM);
  const head = new Int32Array(queues);
  const tail = new Int32Array(queues);
  let pick = 0x6c078965;
  let nextArrival = 0;
  let taken = BLOCK;
  let answered = 0;

  const sift = (from: number, at: number, server: number) => {
    let hole = from;
    for (;;) {
      const child = 4 * hole + 1;
      if (child >= busy) break;
      const end = child + 4 < busy ? child + 4 : busy;
      let least = child;
      for (let c = child + 1; c < end; c++) if (doneAt[c]! < doneAt[least]!) least = c;
      if (doneAt[least]! >= at) break;
      doneAt[hole] = doneAt[least]!;
      who[hole] = who[least]!;
      hole = least;
    }
    doneAt[hole] = at;
    who[hole] = server;
  };
  const push = (at: number, server: number) => {
    let hole = busy++;
    while (hole > 0) {
      const parent = (hole - 1) >> 2;
      if (doneAt[parent]! <= at) break;
      doneAt[hole] = doneAt[parent]!;
      who[hole] = who[parent]!;
      hole = parent;
    }
    doneAt[hole] = at;
    who[hole] = server;
  };

  while (answered < requests) {
    if (busy === 0 || nextArrival < doneAt[0]!) {
      const now = nextArrival;
      if (taken === BLOCK) {
        gaps.fill();
        services.fill();
        taken = 0;
      }
      const time = services.block[taken]!;
      nextArrival = now + gaps.block[taken++]! * gap;
      let server = 0;
      let queue = 0;
      if (queues > 1) {
        pick ^= pick << 13;
        pick ^= pick >>> 17;
        pick ^= pick << 5;
        queue = Math.floor((pick >>> 0) * 2 ** -32 * queues);
        server = queue;
      } else if (busy < servers) while (isBusy[server] === 1) server++;
      if (isBusy[server] === 0) {
        isBusy[server] = 1;
        serving[server] = now;
        push(now + time, server);
      } else {
        const row = queue * ROOM + (tail[queue]! & (ROOM - 1));
        tail[queue]!++;
        arose[row] = now;
        service[row] = time;
      }
      continue;
    }
    const now = doneAt[0]!;
    const server = who[0]!;
    cell[0] = now - serving[server]!;
    const bin = (words[1]! >>> 12) - BINS_FROM;
    bins[bin < 0 ? 0 : bin]!++;
    answered++;
    const queue = queues > 1 ? server : 0;
    const first = head[queue]!;
    if (first === tail[queue]) {
      isBusy[server] = 0;
      busy--;
      if (busy > 0) sift(0, doneAt[busy]!, who[busy]!);
    } else {
      const row = queue * ROOM + (first & (ROOM - 1));
      head[queue] = first + 1;
      serving[server] = arose[row]!;
      sift(0, now + service[row]!, server);
    }
  }
  return answered;
}
