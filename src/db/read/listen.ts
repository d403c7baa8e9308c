/**
 * One LISTEN connection per process: tells which experiment something happened to. Messages may be
 * lost while the connection is down, so listeners must also look from time to time by themselves.
 */
import pg from "pg";

export interface Listening {
  /** Resolves once the connection is closed. */
  close(): Promise<void>;
}

const CHANNEL = "ixlab_events";
const RETRY_MS = 1000;

/** Calls `onExperiment` with the id in each notification, and reconnects until closed. */
export function listenForExperiments(
  databaseUrl: string,
  onExperiment: (experimentId: string) => void,
  onTrouble: (error: unknown) => void,
): Listening {
  let closed = false;
  let client: pg.Client | null = null;
  let retry: NodeJS.Timeout | null = null;

  const again = (failed: pg.Client, error: unknown) => {
    if (closed || client !== failed) return;
    client = null;
    onTrouble(error);
    void failed.end().catch(() => {}); // It is broken already; nothing more to learn from it.
    retry = setTimeout(connect, RETRY_MS);
  };

  const connect = () => {
    const next = new pg.Client({
      connectionString: databaseUrl,
      connectionTimeoutMillis: 5000,
      query_timeout: 5000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000, // it only listens, so it would not notice by itself
      application_name: "ixlab-api-events",
    });
    client = next;
    next.on("error", (error) => again(next, error));
    next.on("end", () => again(next, new Error("the LISTEN connection ended")));
    next.on("notification", ({ payload }) => {
      if (payload !== undefined && payload !== "") onExperiment(payload);
    });
    next
      .connect()
      .then(() => next.query(`LISTEN ${CHANNEL}`))
      .catch((error: unknown) => again(next, error));
  };
  connect();

  return {
    async close() {
      closed = true;
      if (retry !== null) clearTimeout(retry);
      await client?.end().catch(() => {}); // Closing a broken connection is not news.
    },
  };
}
