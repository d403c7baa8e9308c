/** The WebSocket under subscriptions, and whether it stands: pages poll while it does not. */
import { createClient } from "graphql-ws";
import { useSyncExternalStore } from "react";

const LONGEST_PAUSE_MS = 10_000;
const CHANGED = "ixlab:socket";
let isConnected = false;

function setConnected(next: boolean): void {
  if (next === isConnected) return;
  isConnected = next;
  dispatchEvent(new Event(CHANGED));
}

export const liveSocket = createClient({
  url: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/graphql`,
  lazy: true,
  keepAlive: 10_000,
  retryAttempts: Number.POSITIVE_INFINITY,
  shouldRetry: () => true,
  retryWait: (retries) =>
    new Promise((resume) => setTimeout(resume, Math.min(LONGEST_PAUSE_MS, 500 * 2 ** retries))),
  on: {
    connected: () => setConnected(true),
    closed: () => setConnected(false),
  },
});

function subscribe(onChange: () => void): () => void {
  addEventListener(CHANGED, onChange);
  return () => removeEventListener(CHANGED, onChange);
}

export const useSocketConnected = (): boolean => useSyncExternalStore(subscribe, () => isConnected);
