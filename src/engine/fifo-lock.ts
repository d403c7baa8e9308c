/**
 * A lock that is granted in the order of the requests. Whoever asks in global time order learns at
 * once when it will be released again, because holders do not change their minds.
 */
export class FifoLock {
  /** When the last holder in line releases. */
  #freePs = 0;
  /** Time spent holding, for the lock's utilisation. */
  #heldPs = 0;

  /** Asks at `nowPs` to hold for `holdPs`; returns the time of release. */
  acquire(nowPs: number, holdPs: number): number {
    const grantedPs = nowPs > this.#freePs ? nowPs : this.#freePs;
    this.#freePs = grantedPs + holdPs;
    this.#heldPs += holdPs;
    return this.#freePs;
  }

  get heldPs(): number {
    return this.#heldPs;
  }
}
