/**
 * Who may open a WebSocket: browsers send the page's origin and no same-origin rule stops them, so
 * a page elsewhere could use the socket as its reader. Programs send no origin.
 */
import type { IncomingMessage } from "node:http";

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** True if the page is ours: the same host and port as the request, or another loopback name. */
export function isOwnOrigin({ headers }: Pick<IncomingMessage, "headers">): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return true;
  if (host === undefined || !URL.canParse(origin) || !URL.canParse(`http://${host}`)) return false;
  const page = new URL(origin);
  const server = new URL(`http://${host}`);
  if (page.protocol !== "http:" && page.protocol !== "https:") return false;
  if (page.host === server.host) return true;
  return LOOPBACK.has(page.hostname) && LOOPBACK.has(server.hostname) && page.port === server.port;
}
