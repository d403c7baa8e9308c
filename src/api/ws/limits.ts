/** How much one WebSocket, and all of them together, may ask for. */
import type { WebSocket } from "ws";

export const WS_LIMITS = Object.freeze({
  messageBytes: 64 * 1024,
  subscriptions: 20,
  sockets: 200,
  messagesPerSecond: 100,
  initSeconds: 3,
  pingSeconds: 20,
});

const TOO_MANY_REQUESTS = 4429;

/** Closes a socket that sends more messages within a second than any client of ours would. */
export function limitMessages(socket: WebSocket): void {
  let second = 0;
  let count = 0;
  socket.on("message", () => {
    const now = Math.floor(performance.now() / 1000);
    count = now === second ? count + 1 : 1;
    second = now;
    if (count > WS_LIMITS.messagesPerSecond) socket.close(TOO_MANY_REQUESTS, "Too many messages");
  });
}
