/**
 * A small GraphQL client for the command line: one POST, one answer. It outlives a restart of the
 * server: a connection that is refused or cut, or a 503, is tried again until the deadline. Safe
 * because submits carry an idempotency key.
 */
import { setTimeout as sleep } from "node:timers/promises";

/** A restart of the server takes less than this. */
const RETRY_FOR_MS = 60_000;
const RETRY_EVERY_MS = 250;
/** For a command that a person waits for; only watching outlives a restart of the server. */
export const INTERACTIVE_MS = 5000;

export interface GraphqlAnswer<T> {
  readonly data?: T | null;
  readonly errors?: readonly { readonly message: string }[];
}

/** The data of an answer; an answer with errors is thrown. */
export async function graphqlRequest<T>(
  url: string,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
  retryForMs = RETRY_FOR_MS,
): Promise<T> {
  const answer = await postGraphql<T>(url, query, variables, retryForMs);
  if (answer.data == null || answer.errors !== undefined) {
    const messages = (answer.errors ?? []).map((e) => e.message).join("; ");
    throw new Error(`the service answered: ${messages || "nothing"}`);
  }
  return answer.data;
}

/** The answer as it came, errors included. */
export async function postGraphql<T = unknown>(
  url: string,
  query: string,
  variables: Readonly<Record<string, unknown>>,
  retryForMs = INTERACTIVE_MS,
): Promise<GraphqlAnswer<T>> {
  const deadline = performance.now() + retryForMs;
  for (;;) {
    const answer = await attempt<T>(url, query, variables);
    if (answer !== "unavailable") return answer;
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
): Promise<GraphqlAnswer<T> | "unavailable"> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(15_000),
    });
    if (response.status === 503) return "unavailable";
    return (await response.json()) as GraphqlAnswer<T>;
  } catch {
    return "unavailable";
  }
}
