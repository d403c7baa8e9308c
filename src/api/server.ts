/** The API server: HTTP and WebSocket on one port, started and stopped as a whole. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Db } from "../db/read/stored.ts";
import type { Logger } from "../log.ts";
import type { Services } from "./context.ts";
import { EventFeed } from "./experiment/event-feed.ts";
import { makeApollo } from "./graphql/apollo.ts";
import { makeApp } from "./http/app.ts";
import { RecordStore } from "./record-store.ts";
import { schema } from "./schema.ts";
import { serveSockets } from "./ws/sockets.ts";

export interface ServerOptions {
  readonly db: Db;
  readonly databaseUrl: string;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly webFolder: string;
  /** The ready experiments. */
  readonly presetsFolder: string;
  readonly log: Logger;
}

export interface ApiServer {
  readonly port: number;
  /** Address of the dashboard, for people. */
  readonly url: string;
  /** Stops accepting, closes sockets, waits for requests in flight. */
  close(): Promise<void>;
}

const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost"]);
/** A client that takes longer to send its headers, or its request, is not one of ours. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
const DRAIN_MS = 10_000;

export async function startServer(options: ServerOptions): Promise<ApiServer> {
  const { db, databaseUrl, host, log, presetsFolder } = options;
  const feed = new EventFeed({
    db,
    databaseUrl,
    onTrouble: (err) => log.warn({ err }, "events: connection lost, polling until it is back"),
  });
  const records = new RecordStore(db);
  const services: Services = { db, records, feed, presetsFolder, publicUrl: "" };
  const apollo = makeApollo({ schema, log, introspection: LOOPBACK.has(host) });
  await apollo.start();
  const app = makeApp({ services, apollo, log, webFolder: options.webFolder });
  const server = createServer(
    { headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS },
    app,
  );
  const sockets = serveSockets({ server, schema, services, log });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  services.publicUrl = publicUrl(host, port);
  return {
    port,
    url: services.publicUrl,
    async close() {
      const drained = new Promise<void>((resolve) => server.close(() => resolve()));
      const impatient = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
      await sockets.close();
      server.closeIdleConnections();
      await drained;
      clearTimeout(impatient);
      await apollo.stop();
      await feed.close();
    },
  };
}

function publicUrl(host: string, port: number): string {
  const anywhere = host === "0.0.0.0" || host === "::";
  const name = anywhere ? "localhost" : host.includes(":") ? `[${host}]` : host;
  return `http://${name}:${port}`;
}
