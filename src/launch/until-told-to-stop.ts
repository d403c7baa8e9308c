/**
 * Waits for Ctrl-C or a supervisor's SIGTERM. A second one does not wait for the orderly stop: what
 * the launcher started ends with it, and an embedded Postgres is found by the next start.
 */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
/** As shells name the end by Ctrl-C. */
const INTERRUPTED = 130;

export function untilToldToStop(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let isTold = false;
    for (const signal of SIGNALS) {
      process.on(signal, () => {
        if (isTold) process.exit(INTERRUPTED);
        isTold = true;
        resolve(signal);
      });
    }
  });
}
