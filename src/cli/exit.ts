/** Exit codes, what they mean, and the error that ends a command with one. */
export const EXIT = Object.freeze({ ok: 0, failed: 1, usage: 2, regressed: 99, interrupted: 130 });

/** For the help of the program. */
export const EXIT_MEANINGS: Readonly<Record<keyof typeof EXIT, string>> = Object.freeze({
  ok: "ok",
  failed: "failed",
  usage: "wrong input",
  regressed: "regressed",
  interrupted: "interrupted",
});

export class ExitError extends Error {
  override readonly name = "ExitError";
  readonly code: number;

  /** @param message printed on stderr; empty if everything has been said. */
  constructor(code: number, message = "") {
    super(message);
    this.code = code;
  }
}
