/**
 * Wakes lanes that found nothing to do. They also wake by themselves after a while, so a ring that
 * is lost costs latency only.
 */
export class Bell {
  readonly #sleepers = new Set<() => void>();
  readonly #callers = new Set<() => void>();
  #isBroken = false;

  /** Sleeps until the bell rings or the time is over. */
  async sleep(ms: number): Promise<void> {
    if (this.#isBroken) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => wake(), ms);
      const wake = () => {
        clearTimeout(timer);
        this.#sleepers.delete(wake);
        resolve();
      };
      this.#sleepers.add(wake);
      for (const call of this.#callers) call();
    });
  }

  /** Wakes everybody who sleeps. */
  ring(): void {
    for (const wake of this.#sleepers) wake();
  }

  /**
   * Waits until somebody sleeps, then rings. A worker whose lanes are all busy thus holds one
   * message and leaves the others to other workers.
   */
  async ringWhenHeard(): Promise<void> {
    if (this.#sleepers.size === 0 && !this.#isBroken) {
      await new Promise<void>((resolve) => {
        const call = () => {
          this.#callers.delete(call);
          resolve();
        };
        this.#callers.add(call);
      });
    }
    this.ring();
  }

  /** Nobody sleeps or waits from now on. */
  break(): void {
    this.#isBroken = true;
    this.ring();
    for (const call of this.#callers) call();
  }
}
