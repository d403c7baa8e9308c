/** Which kind of trouble with the database an error means, if any. */

export type DatabaseTrouble =
  | "UNAVAILABLE" // unreachable, starting, stopping or out of connections: try again soon
  | "TOO_SLOW"; // a statement passed its time limit

/** Prisma: unreachable, timed out, closed the connection, pool exhausted, too many connections. */
const PRISMA_UNAVAILABLE = new Set([
  "P1000",
  "P1001",
  "P1002",
  "P1003",
  "P1008",
  "P1017",
  "P2024",
  "P2037",
]);
/** Sockets. */
const SOCKET_UNAVAILABLE = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
]);
/** SQLSTATE: connection exceptions (08), too many connections, server stopping or starting. */
const SQLSTATE_UNAVAILABLE = /^(08...|53300|57P0[123])$/;
const SQLSTATE_CANCELED = "57014";

const UNAVAILABLE_TEXT =
  /Connection terminated|Client has encountered a connection error|Client was closed and is not queryable|timeout exceeded when trying to connect|Query read timeout|Can't reach database server|Server has closed the connection|Connection ended unexpectedly/;

/** Looks at an error and what it was made from; null if nothing there is about Postgres itself. */
export function databaseTrouble(error: unknown): DatabaseTrouble | null {
  const layers = layersOf(error, 0);
  const codes = layers.flatMap(({ code, originalCode, errorCode }) =>
    [code, originalCode, errorCode].filter((c) => typeof c === "string"),
  );
  if (codes.includes(SQLSTATE_CANCELED)) return "TOO_SLOW";
  const isUnavailable =
    codes.some(
      (code) =>
        PRISMA_UNAVAILABLE.has(code) ||
        SOCKET_UNAVAILABLE.has(code) ||
        SQLSTATE_UNAVAILABLE.test(code),
    ) || layers.some(({ message }) => UNAVAILABLE_TEXT.test(String(message)));
  return isUnavailable ? "UNAVAILABLE" : null;
}

const MAX_LAYERS = 8;

/** Prisma puts the driver's error under `meta.driverAdapterError`, the driver its own under `cause`. */
function layersOf(error: unknown, depth: number): readonly Readonly<Record<string, unknown>>[] {
  if (typeof error !== "object" || error === null || depth > MAX_LAYERS) return [];
  const layer = error as Readonly<Record<string, unknown>>;
  const inner = [layer["cause"], layer["meta"], layer["driverAdapterError"]];
  return [layer, ...inner.flatMap((e) => layersOf(e, depth + 1))];
}
