/**
 * The connection to Postgres: one pool per process, with limits, so that a database in trouble
 * costs an error after a bounded time and never a hanging request.
 */
import { Socket } from "node:net";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { Prisma, PrismaClient } from "./generated/client.ts";

export type Database = PrismaClient;
/** Inside a transaction: everything but starting another one. */
export type Transaction = Prisma.TransactionClient;

export interface ConnectOptions {
  readonly url: string;
  /** Most connections at a time. API and workers have pools of their own. */
  readonly poolSize: number;
  /** Shown by `pg_stat_activity`. */
  readonly application: string;
  /** Longest time of one statement, ms. */
  readonly statementTimeoutMs: number;
  /** Told of connections that broke while idle; the pool replaces them by itself. */
  readonly onConnectionError?: (error: Error) => void;
}

/** Longest wait for a connection of the pool, or for a new one, ms. */
const CONNECT_TIMEOUT_MS = 2000;
/** An idle connection is asked after this long whether the other end is still there, ms. */
const KEEPALIVE_MS = 10_000;

/** Connects at the first query. End it with `$disconnect()`. */
export function connectDatabase(options: ConnectOptions): Database {
  const onError = options.onConnectionError ?? (() => {});
  const answerMs = options.statementTimeoutMs + 2000;
  const adapter = new PrismaPg(
    {
      connectionString: options.url,
      max: options.poolSize,
      application_name: options.application,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      idleTimeoutMillis: 60_000,
      statement_timeout: options.statementTimeoutMs,
      // A connection that was cut without a word must not hold its locks and its caller for ever.
      idle_in_transaction_session_timeout: options.statementTimeoutMs + 10_000,
      query_timeout: answerMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEPALIVE_MS,
      onConnect: (client) => watchConnection(client, answerMs),
    },
    { onPoolError: onError, onConnectionError: onError },
  );
  return new PrismaClient({
    adapter,
    errorFormat: "minimal",
    transactionOptions: {
      maxWait: CONNECT_TIMEOUT_MS + 1000,
      timeout: options.statementTimeoutMs + 5000,
      isolationLevel: Prisma.TransactionIsolationLevel.ReadCommitted,
    },
  });
}

/** Sees to what neither the pool nor Prisma's adapter does when a connection goes bad. */
function watchConnection(client: pg.ClientBase, answerMs: number): void {
  // Cut in the moment it is handed over, when nobody listens to it, a connection would end the
  // process: an "error" event that nobody hears is thrown. Its first query fails and says why.
  client.on("error", () => {});
  // A query that waited in vain leaves its connection as it is. Prisma then sends ROLLBACK there,
  // waits as long again, and puts the connection back for the next one to wait a third time; all
  // the while other connections renew the lease of the lane that waits.
  const stream = client instanceof pg.Client ? client.connection.stream : undefined;
  if (!(stream instanceof Socket)) return;
  stream.setTimeout(answerMs, () => {
    const isInTransaction = client.getTransactionStatus() !== "I";
    if (isInTransaction) stream.destroy(new Error("Connection terminated: it went silent"));
  });
}
