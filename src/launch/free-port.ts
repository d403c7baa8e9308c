/** Ports: any free one for a server of our own, or the next free one after the one people expect. */
import { createServer } from "node:net";

/** Tries to listen for a moment; the port taken, or undefined if it is busy. */
function tryPort(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") resolve(undefined);
      else reject(new Error(`cannot listen on ${host}:${port}: ${error.message}`));
    });
    server.listen(port, host, () => {
      const address = server.address();
      const taken = typeof address === "object" && address !== null ? address.port : port;
      server.close(() => resolve(taken));
    });
  });
}

/** Throws if nothing can listen there at all, such as on an address of another machine. */
export const isPortFree = async (port: number, host: string): Promise<boolean> =>
  (await tryPort(port, host)) !== undefined;

export async function anyFreePort(host = "127.0.0.1"): Promise<number> {
  const port = await tryPort(0, host);
  if (port === undefined) throw new Error(`no free port on ${host}`);
  return port;
}

/** How many ports after the wished one are tried. */
const NEIGHBOURS = 20;
/** A process that is just ending may hold its port a little longer. */
const PATIENCE_MS = 3000;

/**
 * The port to serve on. A port that somebody named is taken or refused, never replaced; the usual
 * one gives way to the next free one. 0 takes any.
 */
export function choosePort(port: number, host: string, isNamed: boolean): Promise<number> {
  return isNamed ? exactPort(port, host) : nextFreePort(port, host);
}

async function exactPort(port: number, host: string): Promise<number> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const taken = await tryPort(port, host);
    if (taken !== undefined) return taken;
    if (performance.now() > deadline) {
      throw new Error(
        `Port ${port} on ${host} is in use. Name another, or stop what listens there.`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function nextFreePort(port: number, host: string): Promise<number> {
  const last = Math.min(port + NEIGHBOURS, 65_535);
  for (let next = port; next <= last; next++) {
    const taken = await tryPort(next, host);
    if (taken !== undefined) return taken;
  }
  throw new Error(`Ports ${port} to ${last} on ${host} are all in use.`);
}
