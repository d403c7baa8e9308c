/**
 * What was opened is closed in the opposite order, once, whoever asks first: the caller or a
 * failed start.
 */
export class Closing {
  readonly #steps: (() => Promise<void>)[] = [];
  #closed: Promise<void> | undefined;

  /** What is added after the end began is closed at once. */
  add(step: () => Promise<void>): void {
    if (this.#closed === undefined) this.#steps.push(step);
    else this.#closed = this.#closed.then(step);
  }

  /** Goes on after a step that failed, and then tells of the first failure. */
  close(): Promise<void> {
    this.#closed ??= this.#run();
    return this.#closed;
  }

  async #run(): Promise<void> {
    const failures: unknown[] = [];
    for (const step of this.#steps.toReversed()) {
      await step().catch((error) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }
}
