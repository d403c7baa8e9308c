/** Power of the package from moment to moment: which threads run, how busy they were since it was last asked. */
import type { IxOpenThread } from "../dataplane/ix-open-thread.ts";
import type { Platform } from "../hw/contract.ts";
import { activity, pollingCoreWatts } from "../hw/power.ts";
import * as columns from "../hw/thread-columns.ts";

export class PackagePower {
  readonly #platform: Platform;
  readonly #threads: readonly IxOpenThread[];
  /** Threads of each core, by index. */
  readonly #cores: readonly (readonly number[])[];
  readonly #busyPs: Float64Array;
  #atPs = 0;

  /** @param cores core of each thread. */
  constructor(platform: Platform, threads: readonly IxOpenThread[], cores: readonly number[]) {
    this.#platform = platform;
    this.#threads = threads;
    this.#cores = [...new Set(cores)].map((core) =>
      cores.flatMap((c, i) => (c === core ? [i] : [])),
    );
    this.#busyPs = new Float64Array(threads.length);
  }

  /** Mean power since the last call, in W, at a clock. */
  watts(nowPs: number, hz: number): number {
    const elapsedPs = Math.max(1, nowPs - this.#atPs);
    this.#atPs = nowPs;
    let watts = this.#platform.figures.powerFloor.value;
    for (const core of this.#cores) {
      let busyPs = 0;
      let running = 0;
      for (const i of core) {
        const sincePs = this.#busySince(i, nowPs);
        if (this.#threads[i]!.isParked) continue;
        busyPs += sincePs;
        running += 1;
      }
      if (running === 0) continue;
      const share = Math.min(1, busyPs / (running * elapsedPs));
      watts +=
        pollingCoreWatts(this.#platform, hz, running) * activity(this.#platform, share, false);
    }
    return watts;
  }

  /** Busy time of a thread since the last call. */
  #busySince(index: number, nowPs: number): number {
    const { row } = this.#threads[index]!;
    const openPs = columns.isBusy[row] === 1 ? nowPs - columns.sincePs[row]! : 0;
    const busyPs = columns.busyPs[row]! + openPs;
    const since = busyPs - this.#busyPs[index]!;
    this.#busyPs[index] = busyPs;
    return since;
  }
}
