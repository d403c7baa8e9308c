/**
 * A small GraphQL client for the command line: one POST, one answer. It outlives a restart of the
 * server: a connection that is refused or cut, or a 503, is tried again until the deadline. Safe
 * because submits carry an idempotency key.
 */
import { setTimeout as sleep } from "node:timers/promises";

/** A restart of the server takes less than this. */
const RETRY_FOR_MS = 60_000;
const RETRY_EVERY_MS = 250;

interface Answer<T> {
  readonly data?: T | null;
  readonly errors?: readonly { readonly message: string }[];
}

export async function graphqlRequest<T>(
  url: string,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
  retryForMs = RETRY_FOR_MS,
): Promise<T> {
  const deadline = performance.now() + retryForMs;
  for (;;) {
    const answer = await attempt<T>(url, query, variables);
    if (answer !== "unavailable") {
      if (answer.data == null || answer.errors !== undefined) {
        const messages = (answer.errors ?? []).map((e) => e.message).join("; ");
        throw new Error(`the service answered: ${messages || "nothing"}`);
      }
      return answer.data;
    }
    if (performance.now() > deadline) {
      throw new Error(
        `no service answers at ${url}; "ixlab serve" starts one, --server names another`,
      );
    }
    await sleep(RETRY_EVERY_MS);
  }
}

async function attempt<T>(
  url: string,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<Answer<T> | "unavailable"> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(15_000),
    });
    if (response.status === 503) return "unavailable";
    return (await response.json()) as Answer<T>;
  } catch {
    return "unavailable";
  }
}
