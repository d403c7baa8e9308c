/** Exit codes, and the error that ends a command with one. */
export const EXIT = Object.freeze({ ok: 0, failed: 1, usage: 2, interrupted: 130 });

export class ExitError extends Error {
  override readonly name = "ExitError";
  readonly code: number;

  /** @param message printed on stderr; empty if everything has been said. */
  constructor(code: number, message = "") {
    super(message);
    this.code = code;
  }
}
