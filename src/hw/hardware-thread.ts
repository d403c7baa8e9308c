/**
 * A hardware thread: how long work takes on a core that two of them share, and where the time went.
 *
 * It runs one segment of work at a time: a fixed part (waiting for a lock, holding it), then a part that
 * its clock and its sibling stretch. Cycles are stretched by 2 / (1 + yield) while the sibling is busy,
 * memory stalls are not. When the sibling starts or stops, the rest of the segment is stretched anew at that
 * instant, so sharing is exact to the event and no average stands in for it.
 *
 * A segment is described by writing fields, then started; no number crosses a call, which would box it.
 * Times are rounded by `floor(x + 0.5)`: unlike `Math.round` it compiles to no branch that is a coin toss.
 */
import type { ActorClock } from "../engine/actor-clock.ts";

/** What the threads of a socket, and of a core, know of one another. */
export interface Activity {
  /** Busy cores of a socket, or busy threads of a core. */
  busy: number;
}

export interface HardwareThreadSetup {
  readonly actor: number;
  readonly hz: number;
  readonly smtYield: number;
  readonly socket: Activity;
  readonly core: Activity;
}

export class HardwareThread {
  busy = false;
  /** Until when the fixed part of the segment lasts; the work after it is booked up to then. */
  fixedUntilPs = 0;
  /** Work of the segment in cycles, and the memory stalls beside it. */
  cycles = 0;
  stallPs = 0;
  /** Kernel cycles that come in front of a running segment (`interject`). */
  aheadCycles = 0;
  /** Share of work and stalls that is kernel time. */
  kernelShare = 0;
  /** When something from outside makes the thread act, busy or not: a frame, an interrupt. */
  alarmPs = Number.POSITIVE_INFINITY;
  psPerCycle = 0;
  /** Where the time went since the last reset; busy time that is not kernel time is user time. */
  kernelPs = 0;
  busyPs = 0;
  idlePs = 0;
  /** The other thread of the core, if the dataplane uses it. */
  sibling: HardwareThread | undefined;
  readonly socket: Activity;

  readonly #clock: ActorClock;
  readonly #core: Activity;
  readonly #actor: number = 0;
  readonly #stretch: number = 0;
  #endPs = Number.POSITIVE_INFINITY;
  /** How long the part after the fixed one takes from beginning to end, as it is stretched now. */
  #fullPs: number = 0;
  /** Since when the thread is busy or idle, or when that was last booked. */
  #sincePs = 0;

  constructor(clock: ActorClock, setup: HardwareThreadSetup) {
    this.#clock = clock;
    this.#actor = setup.actor;
    this.#stretch = 2 / (1 + setup.smtYield);
    this.psPerCycle = 1e12 / setup.hz;
    this.socket = setup.socket;
    this.#core = setup.core;
  }

  /** Ends the segment before; call it before the fields of the next one are written. */
  begin(): void {
    if (this.busy) this.#bookKernel();
    else this.#start();
  }

  /** Starts the segment that the fields describe; the actor acts at its end, or at its alarm. */
  run(): void {
    let workPs = this.cycles * this.psPerCycle;
    const { sibling } = this;
    if (sibling !== undefined && sibling.busy) workPs *= this.#stretch;
    const fullPs = workPs + this.stallPs;
    this.#fullPs = fullPs;
    this.#endPs = this.fixedUntilPs + Math.floor(fullPs + 0.5);
    this.schedule();
  }

  /** How much the sibling stretches cycles now. */
  stretchNow(): number {
    const { sibling } = this;
    return sibling !== undefined && sibling.busy ? this.#stretch : 1;
  }

  /** Stops computing: the thread polls or halts; its actor acts at its alarm. */
  rest(): void {
    this.#endPs = Number.POSITIVE_INFINITY;
    this.schedule();
    if (!this.busy) return;
    this.#bookKernel();
    this.#bookTime();
    this.busy = false;
    this.#core.busy -= 1;
    if (this.#core.busy === 0) this.socket.busy -= 1;
    else this.sibling!.#restretch(false);
  }

  /** Says when the thread acts next, after `alarmPs` was written. */
  schedule(): void {
    const endPs = this.#endPs;
    const { alarmPs } = this;
    this.#clock.atPs[this.#actor] = alarmPs < endPs ? alarmPs : endPs;
    this.#clock.moved(this.#actor);
  }

  /** True when the running segment ends now. */
  ended(): boolean {
    return this.#endPs <= this.#clock.nowPs;
  }

  /** Kernel work of `aheadCycles` comes in front of what is left of the running segment. */
  interject(): void {
    const { nowPs } = this.#clock;
    const { psPerCycle, aheadCycles } = this;
    let fromPs = this.fixedUntilPs;
    if (nowPs > fromPs) {
      this.kernelPs += Math.floor((nowPs - fromPs) * this.kernelShare + 0.5);
      fromPs = nowPs;
      this.fixedUntilPs = nowPs;
    }
    const fullPs = this.#fullPs;
    const left = fullPs > 0 ? (this.#endPs - fromPs) / fullPs : 0;
    const leftPs = left * (this.cycles * psPerCycle + this.stallPs);
    const addedPs = aheadCycles * psPerCycle;
    this.kernelShare = (leftPs * this.kernelShare + addedPs) / (leftPs + addedPs);
    this.cycles = left * this.cycles + aheadCycles;
    this.stallPs *= left;
    this.run();
  }

  /** Books the time up to now. */
  account(): void {
    if (this.busy) this.#bookKernel();
    this.#bookTime();
  }

  /** Forgets where the time went; call after `account`. */
  resetAccount(): void {
    this.kernelPs = 0;
    this.busyPs = 0;
    this.idlePs = 0;
  }

  #start(): void {
    this.#bookTime();
    this.busy = true;
    this.#core.busy += 1;
    if (this.#core.busy === 1) this.socket.busy += 1;
    else this.sibling!.#restretch(true);
  }

  /** The sibling started or stopped: the rest of the segment is stretched anew. */
  #restretch(shared: boolean): void {
    const workPs = this.cycles * this.psPerCycle;
    const alonePs = workPs + this.stallPs;
    const sharedPs = workPs * this.#stretch + this.stallPs;
    if (alonePs <= 0) return;
    const { nowPs } = this.#clock;
    const { fixedUntilPs } = this;
    const fromPs = nowPs > fixedUntilPs ? nowPs : fixedUntilPs;
    const left = (this.#endPs - fromPs) / this.#fullPs;
    const fullPs = shared ? sharedPs : alonePs;
    this.#fullPs = fullPs;
    this.#endPs = fromPs + Math.floor(left * fullPs + 0.5);
    this.schedule();
  }

  /** Books the kernel's share of the work that was done since the fixed part or the last booking. */
  #bookKernel(): void {
    if (this.kernelShare === 0) return;
    const { nowPs } = this.#clock;
    if (nowPs <= this.fixedUntilPs) return;
    this.kernelPs += Math.floor((nowPs - this.fixedUntilPs) * this.kernelShare + 0.5);
    this.fixedUntilPs = nowPs;
  }

  /** Books the time since the thread started or stopped, or since the last booking. */
  #bookTime(): void {
    const { nowPs } = this.#clock;
    const elapsedPs = nowPs - this.#sincePs;
    this.#sincePs = nowPs;
    if (this.busy) this.busyPs += elapsedPs;
    else this.idlePs += elapsedPs;
  }
}

/** The hardware threads of a dataplane, on the given cores; siblings know one another. */
export function makeHardwareThreads(
  clock: ActorClock,
  cores: readonly number[],
  setup: { readonly firstActor: number; readonly hz: number; readonly smtYield: number },
): HardwareThread[] {
  const socket: Activity = { busy: 0 };
  const activities = new Map(cores.map((core) => [core, { busy: 0 }] as const));
  const threads = cores.map((core, i) => {
    const activity = activities.get(core) ?? { busy: 0 };
    const { firstActor, hz, smtYield } = setup;
    return new HardwareThread(clock, {
      actor: firstActor + i,
      hz,
      smtYield,
      socket,
      core: activity,
    });
  });
  for (const [i, thread] of threads.entries()) {
    thread.sibling = threads.find((_, j) => j !== i && cores[j] === cores[i]);
  }
  return threads;
}
