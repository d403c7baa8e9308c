/** A server that lets clients in and cuts them off in the same breath, as Postgres may. */
import { createServer, type Server } from "node:net";

/** A message of Postgres' protocol: kind, length, content. */
function message(kind: string, content: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(kind);
  head.writeInt32BE(content.length + 4, 1);
  return Buffer.concat([head, content]);
}

const WELCOME_AND_GOODBYE = Buffer.concat([
  message("R", Buffer.alloc(4)), // authenticated
  message("K", Buffer.alloc(8)), // key data
  message("Z", Buffer.from("I")), // ready for queries
  message("E", Buffer.from("SFATAL\0VFATAL\0C57P01\0Mterminating connection\0\0")),
]);

export interface CutOffServer {
  readonly url: string;
  /** How many clients came. */
  clients(): number;
  close(): void;
}

export async function startCutOffServer(): Promise<CutOffServer> {
  let clients = 0;
  const server: Server = createServer((socket) => {
    clients += 1;
    socket.on("error", () => {}); // the client may go first
    socket.once("data", () => socket.end(WELCOME_AND_GOODBYE));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("it has no port");
  return {
    url: `postgres://somebody@127.0.0.1:${address.port}/nothing`,
    clients: () => clients,
    close: () => {
      server.close();
    },
  };
}
