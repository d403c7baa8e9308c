/** GraphQL over WebSocket (graphql-transport-ws) on the port of the HTTP server. */
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import type { GraphQLSchema } from "graphql";
import { useServer } from "graphql-ws/use/ws";
import { WebSocketServer } from "ws";
import type { Logger } from "../../log.ts";
import type { ApiContext, Services } from "../context.ts";
import { ApiError, isGraphqlError, presentError, toFormatted } from "../errors.ts";
import { newRequestId } from "../http/request-id.ts";
import { limitMessages, WS_LIMITS } from "./limits.ts";
import { prepareOperation } from "./operations.ts";
import { isOwnOrigin } from "./origin.ts";

export interface SocketOptions {
  readonly server: Server;
  readonly schema: GraphQLSchema;
  readonly services: Services;
  readonly log: Logger;
}

export interface Sockets {
  /** Tells every client to come again, and ends what they were told. */
  close(): Promise<void>;
}

/** 1012: the service restarts, reconnect. */
const SERVICE_RESTART = 1012;
const CLOSE_GRACE_MS = 1000;

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

export function serveSockets({ server, schema, services, log }: SocketOptions): Sockets {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: WS_LIMITS.messageBytes,
    perMessageDeflate: false,
    clientTracking: true,
  });
  sockets.on("connection", limitMessages);
  let closing = false;
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on("error", () => socket.destroy()); // The client has left; nobody to tell.
    const address = (request.url ?? "").split("?")[0];
    if (address !== "/graphql") return refuse(socket, "404 Not Found");
    if (!isOwnOrigin(request)) return refuse(socket, "403 Forbidden");
    if (closing || sockets.clients.size >= WS_LIMITS.sockets) {
      return refuse(socket, "503 Service Unavailable");
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      sockets.emit("connection", client, request);
      // A broken or too large frame: ws closes the socket by itself, and graphql-ws would write what
      // any client can cause to the console.
      client.removeAllListeners("error");
      client.on("error", () => {});
    });
  });
  serveGraphql(sockets, { schema, services, log });
  return {
    async close() {
      closing = true;
      for (const client of sockets.clients) client.close(SERVICE_RESTART, "Restarting");
      const killer = setTimeout(() => {
        for (const client of sockets.clients) client.terminate();
      }, CLOSE_GRACE_MS);
      await new Promise<void>((resolve) => sockets.close(() => resolve()));
      clearTimeout(killer);
    },
  };
}

function serveGraphql(
  sockets: WebSocketServer,
  { schema, services, log }: Omit<SocketOptions, "server">,
): void {
  const present = (errors: readonly unknown[], context: ApiContext | null) =>
    errors.map((error) => {
      const requestId = context?.requestId ?? newRequestId();
      const { unexpected, code } = presentError(error, requestId);
      if (unexpected) log.error({ err: error, requestId, code }, "operation failed");
      const { locations, path } = isGraphqlError(error) ? error.toJSON() : {};
      return toFormatted(error, requestId, {
        ...(locations === undefined ? {} : { locations }),
        ...(path === undefined ? {} : { path }),
      });
    });
  useServer(
    {
      schema,
      isProd: true,
      connectionInitWaitTimeout: WS_LIMITS.initSeconds * 1000,
      onSubscribe({ subscriptions }, _id, payload) {
        // The one that is being opened is counted already.
        if (Object.keys(subscriptions).length > WS_LIMITS.subscriptions) {
          const text = `At most ${WS_LIMITS.subscriptions} operations at a time on one connection.`;
          return [new ApiError("TOO_MANY_SUBSCRIPTIONS", text)];
        }
        return prepareOperation(payload, schema, services);
      },
      onError: (_context, _id, _payload, errors) => present(errors, null),
      onNext(_context, _id, _payload, args, result) {
        const { errors = [], data, extensions } = result;
        return {
          ...(data === undefined ? {} : { data }),
          ...(errors.length === 0
            ? {}
            : { errors: present(errors, args.contextValue as ApiContext) }),
          ...(extensions === undefined ? {} : { extensions }),
        };
      },
    },
    sockets,
    WS_LIMITS.pingSeconds * 1000,
  );
}
