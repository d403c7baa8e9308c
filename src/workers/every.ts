/**
 * Work that is done again and again, never twice at a time. Trouble is logged when it begins and
 * when it ends, and slows the work down.
 */
import type { Logger } from "../log.ts";

export interface Repetition {
  /** Resolves when the work that is under way has ended; it does not start again. */
  stop(): Promise<void>;
}

const LONGEST_PAUSE_MS = 5000;

export function every(
  ms: number,
  what: string,
  log: Logger,
  work: () => Promise<unknown>,
): Repetition {
  let failures = 0;
  const stopping = new AbortController();
  let wake = () => {};

  const attempt = async () => {
    try {
      await work();
      if (failures > 0) log.info({ failures }, `${what} works again`);
      failures = 0;
    } catch (error) {
      failures += 1;
      if (failures === 1 && !stopping.signal.aborted) log.warn({ err: error }, `${what} failed`);
    }
  };
  const pause = () =>
    new Promise<void>((resolve) => {
      const slower = failures === 0 ? ms : Math.min(ms * 2 ** failures, LONGEST_PAUSE_MS);
      const timer = setTimeout(resolve, Math.max(ms, slower));
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const loop = async () => {
    while (!stopping.signal.aborted) {
      await attempt();
      if (!stopping.signal.aborted) await pause();
    }
  };
  const ended = loop();
  return {
    async stop() {
      stopping.abort();
      wake();
      await ended;
    },
  };
}
