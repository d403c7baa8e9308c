/**
 * The GraphQL client: queries by POST, subscriptions over one WebSocket that is opened when first
 * needed and tried again for ever. There is no cache: pages ask for what they show, when it changed.
 */
import { Client, fetchExchange, subscriptionExchange } from "urql";
import { liveSocket } from "./live-socket.ts";

export const client = new Client({
  url: "/graphql",
  preferGetMethod: false,
  requestPolicy: "network-only",
  exchanges: [
    fetchExchange,
    subscriptionExchange({
      forwardSubscription: ({ query = "", variables = {} }) => ({
        subscribe: (sink) => ({
          unsubscribe: liveSocket.subscribe(
            { query, variables },
            {
              next: ({ data, errors }) =>
                sink.next({ data: data ?? null, ...(errors && { errors }) }),
              error: (error) => sink.error(error),
              complete: () => sink.complete(),
            },
          ),
        }),
      }),
    }),
  ],
});
