/**
 * What the hardware threads of a socket did with their time, and what its package drew for it. The account is closed
 * whenever something changes that counts (clock, step, who is parked, who hands over flow groups, where the job runs),
 * so that times and energy are sums over intervals in which nothing of it did.
 */
import type { Platform } from "../hw/contract.ts";
import { activity, pollingCoreWatts } from "../hw/power.ts";
import { RaplMeter } from "../hw/rapl.ts";
import * as columns from "../hw/thread-columns.ts";
import { PS_PER_S } from "../units.ts";
import { BACKGROUND, BUSY, MIGRATING, PARKED, POLLING, TimeInStates } from "./time-in-states.ts";

/** A hardware thread: the row of its state, and whether the dataplane has left it. */
interface AccountedThread {
  readonly row: number;
  readonly isParked: boolean;
}

/** What holds until it is changed; threads by index. */
export interface Conditions {
  readonly hz: number;
  readonly step: number;
  /** Threads that a migrate command is about. */
  readonly migrating: readonly number[];
  /** Threads that the background job has. */
  readonly background: readonly number[];
}

export class SocketAccount {
  readonly times: TimeInStates;
  /** Energy of the package since the start, in J. */
  joules = 0;
  readonly #platform: Platform;
  readonly #threads: readonly AccountedThread[];
  readonly #cores: readonly number[];
  readonly #rapl = new RaplMeter(0, 0);
  /** Busy time of each thread up to the last closing, and since then until this one. */
  readonly #busyPs: Float64Array;
  /** Of each core, in the interval that is closed: threads in use, and their computing time. */
  readonly #running: Float64Array;
  readonly #computingPs: Float64Array;
  #conditions: Conditions = { hz: 0, step: 0, migrating: [], background: [] };
  #atPs = 0;

  /** @param cores core of each thread. */
  constructor(platform: Platform, threads: readonly AccountedThread[], cores: readonly number[]) {
    this.#platform = platform;
    this.#threads = threads;
    this.#cores = cores;
    this.#busyPs = new Float64Array(threads.length);
    this.#running = new Float64Array(platform.cores);
    this.#computingPs = new Float64Array(platform.cores);
    this.times = new TimeInStates(threads.length);
  }

  /** From `nowPs` on something is otherwise. */
  change(nowPs: number, changes: Partial<Conditions>): void {
    this.close(nowPs);
    this.#conditions = { ...this.#conditions, ...changes };
  }

  /** Books all up to `nowPs`, as it was; call it before a thread is parked or woken. Times must not fall. */
  close(nowPs: number): void {
    const elapsedPs = nowPs - this.#atPs;
    if (elapsedPs <= 0) return;
    this.#running.fill(0);
    this.#computingPs.fill(0);
    for (const index of this.#threads.keys()) this.#closeThread(index, nowPs, elapsedPs);
    const { hz, step } = this.#conditions;
    this.times.addWall(step, elapsedPs);
    const watts = this.#watts(hz, elapsedPs);
    this.joules += (watts * elapsedPs) / PS_PER_S;
    this.#rapl.change(this.#atPs, watts);
    this.#atPs = nowPs;
  }

  /** Power since the sample before, as RAPL shows it, in W. */
  sampleWatts(nowPs: number): number {
    return this.#rapl.sample(nowPs);
  }

  /** Work of the background job since the start, in MB: it goes with the clock. */
  get megabytes(): number {
    const { jobStream, nominalFrequency } = this.#platform.figures;
    return (this.times.jobPs(nominalFrequency.value) / PS_PER_S) * jobStream.value;
  }

  #closeThread(index: number, nowPs: number, elapsedPs: number): void {
    const { hz, migrating, background } = this.#conditions;
    const { row, isParked } = this.#threads[index]!;
    const openPs = columns.isBusy[row] === 1 ? nowPs - columns.sincePs[row]! : 0;
    const allBusyPs = columns.busyPs[row]! + openPs;
    const busyPs = allBusyPs - this.#busyPs[index]!;
    this.#busyPs[index] = allBusyPs;
    const hasJob = background.includes(index);
    const idle = migrating.includes(index) ? MIGRATING : POLLING;
    const asleep = hasJob ? BACKGROUND : PARKED;
    this.times.add(index, BUSY, hz, busyPs);
    this.times.add(index, isParked ? asleep : idle, hz, elapsedPs - busyPs);
    if (isParked && !hasJob) return;
    const core = this.#cores[index]!;
    this.#running[core]! += 1;
    this.#computingPs[core]! += hasJob ? elapsedPs : busyPs;
  }

  /** Mean power of the interval that is closed, in W. */
  #watts(hz: number, elapsedPs: number): number {
    let watts = this.#platform.figures.powerFloor.value;
    for (const [core, running] of this.#running.entries()) {
      if (running === 0) continue;
      const busyShare = this.#computingPs[core]! / (running * elapsedPs);
      watts +=
        pollingCoreWatts(this.#platform, hz, running) * activity(this.#platform, busyShare, false);
    }
    return watts;
  }
}
