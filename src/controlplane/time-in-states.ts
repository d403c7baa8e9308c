/** How long each hardware thread was in which state, at which clock; and how long each step of the policy lasted. */

/**
 * What a hardware thread can be in; its index is its column. It is `busy` with packets and requests, `polling`,
 * `migrating`, that is polling while a migrate command is about it, has the `background` job, or is `parked`.
 */
export const STATES = ["busy", "polling", "migrating", "background", "parked"] as const;
export const [BUSY, POLLING, MIGRATING, BACKGROUND, PARKED] = [0, 1, 2, 3, 4] as const;

export class TimeInStates {
  /** Since the start, in ps. */
  wallPs = 0;
  readonly #threads: readonly Float64Array[];
  readonly #clocks = new Map<number, Float64Array>();
  readonly #steps = new Map<number, number>();

  constructor(threads: number) {
    this.#threads = Array.from({ length: threads }, () => new Float64Array(STATES.length));
  }

  /** @param state its column. */
  add(thread: number, state: number, hz: number, ps: number): void {
    this.#threads[thread]![state]! += ps;
    let atClock = this.#clocks.get(hz);
    if (atClock === undefined) this.#clocks.set(hz, (atClock = new Float64Array(STATES.length)));
    atClock[state]! += ps;
  }

  addWall(step: number, ps: number): void {
    this.wallPs += ps;
    this.#steps.set(step, (this.#steps.get(step) ?? 0) + ps);
  }

  /** Time of one thread in a state, in ps. */
  of(thread: number, state: number): number {
    return this.#threads[thread]![state]!;
  }

  /** Time of the background job, over all threads, as if at the nominal clock, in ps. */
  jobPs(nominalHz: number): number {
    return [...this.#clocks].reduce((sum, [hz, ps]) => sum + (ps[BACKGROUND]! * hz) / nominalHz, 0);
  }

  /**
   * Since the start, in ps: `busyPs` and so on over all threads; the same at each clock, as `busyPs@1200MHz`; and the
   * wall time of each step, as `step0Ps`.
   */
  counters(): Record<string, number> {
    const counters: Record<string, number> = {};
    for (const [state, name] of STATES.entries()) {
      counters[`${name}Ps`] = this.#total(state);
      for (const [hz, ps] of this.#clocks) counters[`${name}Ps@${hz / 1e6}MHz`] = ps[state]!;
    }
    for (const [step, ps] of this.#steps) counters[`step${step}Ps`] = ps;
    return counters;
  }

  #total(state: number): number {
    return this.#threads.reduce((sum, ps) => sum + ps[state]!, 0);
  }
}
