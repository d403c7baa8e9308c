/** TCP connections to a server that tests can cut, or make hang or go silent, and mend. */
import { connect, createServer, type Socket } from "node:net";

export interface CuttableProxy {
  readonly port: number;
  /** Ends all connections and refuses new ones. */
  cut(): Promise<void>;
  /** From now on nothing comes back; connections stay open. */
  hang(): void;
  /** The connections that are open now carry nothing any more; new ones work. */
  silence(): void;
  mend(): Promise<void>;
  close(): Promise<void>;
}

export async function startProxy(target: number): Promise<CuttableProxy> {
  const open = new Set<Socket>();
  const silent = new WeakSet<Socket>();
  let isHanging = false;
  const make = () =>
    createServer((near) => {
      const far = connect(target, "127.0.0.1");
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        open.add(from);
        from.on("data", (chunk) => {
          if (!isHanging && !silent.has(from)) to.write(chunk);
        });
        from.on("error", () => to.destroy());
        from.on("close", () => {
          open.delete(from);
          to.destroy();
        });
      }
    });
  let server = make();
  const listen = (port: number) =>
    new Promise<number>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", () => {
        const address = server.address();
        resolve(typeof address === "object" && address !== null ? address.port : port);
      });
    });
  const port = await listen(0);
  const cut = async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of open) socket.destroy();
    await closed;
  };
  return {
    port,
    cut,
    hang: () => {
      isHanging = true;
    },
    silence: () => {
      for (const socket of open) silent.add(socket);
    },
    async mend() {
      isHanging = false;
      for (const socket of open) socket.destroy();
      if (server.listening) return;
      server = make();
      await listen(port);
    },
    close: cut,
  };
}
