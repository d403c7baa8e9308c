/** Subscriptions as a client sees them: a list that grows, and a promise of its end. */
import { type Client, createClient } from "graphql-ws";
import WebSocket from "ws";

const EVENTS = `subscription ($id: ID!, $afterSeq: BigInt) {
  experimentEvents(id: $id, afterSeq: $afterSeq) {
    __typename
    ... on StateEvent { seq state reason { code } }
    ... on ProgressEvent { seq progress { runsTotal runsDone runsRunning fraction } }
    ... on RunFinishedEvent { seq run { index state } }
  }
}`;

export interface SeenEvent {
  readonly __typename: "StateEvent" | "ProgressEvent" | "RunFinishedEvent";
  readonly seq: string;
  readonly state?: string;
  readonly progress?: {
    runsTotal: number;
    runsDone: number;
    runsRunning: number;
    fraction: number;
  };
  readonly run?: { index: number; state: string };
}

export interface Watching {
  readonly seen: readonly SeenEvent[];
  readonly errors: readonly { message: string; extensions?: Record<string, unknown> }[];
  /** Resolves when the server has completed the subscription, or it failed. */
  readonly ended: Promise<void>;
  /** Resolves once `enough` holds; rejects if the subscription ends before. */
  until(enough: (seen: readonly SeenEvent[]) => boolean): Promise<void>;
  leave(): void;
}

export function wsClient(url: string): Client {
  return createClient({
    url: `${url.replace("http", "ws")}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    lazy: true,
  });
}

export function watch(
  client: Client,
  variables: Record<string, unknown>,
  query = EVENTS,
): Watching {
  const seen: SeenEvent[] = [];
  const errors: { message: string }[] = [];
  const waiting = new Set<() => void>();
  let isOver = false;
  const stir = () => {
    for (const look of waiting) look();
  };
  let end: () => void = () => {};
  const ended = new Promise<void>((resolve) => {
    end = () => {
      isOver = true;
      stir();
      resolve();
    };
  });
  const leave = client.subscribe<{ experimentEvents: SeenEvent }>(
    { query, variables },
    {
      next({ data, errors: wrong }) {
        if (data != null) seen.push(data.experimentEvents);
        for (const error of wrong ?? []) errors.push(error);
        stir();
      },
      error(error) {
        errors.push(...(Array.isArray(error) ? error : [error as { message: string }]));
        end();
      },
      complete: end,
    },
  );
  return {
    seen,
    errors,
    ended,
    leave,
    until: (enough) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!enough(seen) && !isOver) return;
          waiting.delete(look);
          if (enough(seen)) resolve();
          else reject(new Error(`ended too early: ${JSON.stringify({ seen, errors })}`));
        };
        waiting.add(look);
        look();
      }),
  };
}
