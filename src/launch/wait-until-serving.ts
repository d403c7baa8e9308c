/** Waits for the API to say that it is ready, and no longer than it makes sense to. */
import type { Supervised } from "./supervise.ts";

const TIMEOUT_MS = 30_000;
const ANSWER_TIMEOUT_MS = 2000;
/** A process that dies so often at the start will not get better. */
const MOST_DEATHS = 3;

async function isReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
    return answer.status === 200;
  } catch {
    return false; // not listening yet
  }
}

export async function waitUntilServing(url: string, api: Supervised): Promise<void> {
  const deadline = performance.now() + TIMEOUT_MS;
  while (!(await isReady(url))) {
    if (api.deaths() >= MOST_DEATHS || performance.now() > deadline) {
      throw new Error(`The API did not start at ${url}. The end of its log:\n${api.logTail()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
